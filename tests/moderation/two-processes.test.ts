import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { applyFrame } from "#lib/live/apply.ts";
import { type Cluster, startCluster, watch } from "#tests/support/cluster.ts";
import { lacksRedis } from "#tests/support/redis.ts";
import { type Line, say } from "#tests/support/sockets.ts";
import { soon } from "#tests/support/soon.ts";
import { heldAnswer, saidAnswer } from "./stage.ts";

const patient = { ...soon, timeout: 20_000 };

describe.skipIf(lacksRedis())(lacksRedis() ?? "a chat over two processes", () => {
  let cluster: Cluster;

  beforeAll(async () => {
    cluster = await startCluster();
  }, 120_000);

  afterAll(() => cluster.stop());

  test("a line that waits in one is let in through the other, and moderators of both are told", async () => {
    const { showId, host, writer, reader, keeper, act } = await open();
    const moved: unknown[] = [];
    keeper.on("talk", (news) => moved.push(news));
    const own: string[] = [];
    writer.on("addressed", ({ line: { id } }) => own.push(id));
    writer.on("ownLine", ({ state }) => own.push(state));
    const key = randomUUID();
    const { data } = heldAnswer.parse(await say(writer, "chat", { showId, body: "what a sh1t day", key }));
    await expect.poll(() => moved, patient).toContainEqual({ showId });
    expect(await act(1, host, "PUT", `/holds/${data.id}`, { allow: true })).toBe(200);
    await expect.poll(() => own, patient).toEqual([data.id]);
    for (const line of [writer, reader]) await expect.poll(() => bodies(line), patient).toEqual(["what a sh1t day"]);
    expect(await act(0, host, "PUT", `/holds/${data.id}`, { allow: false })).toBe(409);
    expect(await act(1, host, "PUT", `/chat/${data.id}/removal`, { removed: true })).toBe(200);
    await expect.poll(() => own, patient).toEqual([data.id, "removed"]);
    for (const line of [writer, reader, keeper]) line.disconnect();
  });

  test("a term that one was told holds in the other within a second", async () => {
    const { showId, host, writer, reader, keeper, act } = await open();
    expect(await act(1, host, "POST", "/terms", { term: "unobtainium", kind: "held" })).toBe(201);
    const poll = { timeout: 3000, interval: 1100 };
    let said = 0;
    const holds = async () => {
      said += 1;
      const answer = await say(writer, "chat", { showId, body: `unobtainium ${said}` });
      return heldAnswer.safeParse(answer).success;
    };
    await expect.poll(holds, poll).toBe(true);
    for (const line of [writer, reader, keeper]) line.disconnect();
  });

  test("a delayed line comes to both once, whoever reconnects where; a shield and a silence hold in both", async () => {
    const { showId, host, guest, writer, reader, keeper, act } = await open();
    const rules = { slowSeconds: 0, speakers: "everyone", links: true, delaySeconds: 3 };
    expect(await act(1, host, "PUT", "/talk", rules)).toBe(200);
    const { data } = saidAnswer.parse(await say(writer, "chat", { showId, body: "a moment later" }));
    writer.disconnect();
    const moved = await watch(cluster.doors[1], showId, guest);
    expect(bodies(reader)).toEqual([]);
    for (const line of [reader, moved]) await expect.poll(() => bodies(line), patient).toEqual(["a moment later"]);
    for (const line of [reader, moved])
      expect(line.frames.flatMap(({ chat }) => chat).filter(({ id }) => id === data.id)).toHaveLength(1);
    expect(await act(0, host, "PUT", "/talk/shield", { on: true })).toBe(200);
    await expect.poll(() => reader.frames.at(-1)?.talk?.speakers, { timeout: 1000 }).toBe("members");
    expect(await act(0, host, "POST", "/silences", { lineId: data.id, minutes: 5, reason: "spam" })).toBe(201);
    expect(await say(moved, "chat", { showId, body: "me again" })).toMatchObject({ code: "chat_silenced" });
    for (const line of [reader, moved, keeper]) line.disconnect();
  });

  /** Who writes is at the first process, who reads and who moderates at the second. */
  async function open() {
    const person = await cluster.person("host");
    const { showId } = await cluster.openEdition({}, person.email);
    const host = person.cookie;
    const [buyer] = await cluster.buyers(1);
    const writer = await watch(cluster.doors[0], showId, buyer?.cookie);
    const reader = await watch(cluster.doors[1], showId);
    const keeper = await watch(cluster.doors[1], showId, host);
    expect(await say(keeper, "watchTalk", { showId })).toMatchObject({ ok: true });
    const act = async (door: number, cookie: string | undefined, method: string, rest: string, body?: unknown) =>
      (await cluster.doors[door]?.http(method, `/api/shows/${showId}${rest}`, { cookie, body }))?.status;
    return { showId, host, guest: buyer?.cookie, writer, reader, keeper, act };
  }
});

function bodies({ rooms, frames }: Line): string[] {
  const [room] = rooms;
  return room ? frames.reduce(applyFrame, room).chat.map(({ body }) => body) : [];
}
