import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { applyFrame } from "#lib/live/apply.ts";
import { type Cluster, startCluster, watch } from "#tests/support/cluster.ts";
import { lacksRedis } from "#tests/support/redis.ts";
import { type Line, say } from "#tests/support/sockets.ts";
import { soon } from "#tests/support/soon.ts";

const patient = { ...soon, timeout: 20_000 };
const talk = { kind: "talk", title: "Welcome", seconds: 60 };

describe.skipIf(lacksRedis())(lacksRedis() ?? "a desk over two processes", () => {
  let cluster: Cluster;

  beforeAll(async () => {
    cluster = await startCluster();
  }, 120_000);

  afterAll(() => cluster.stop());

  test("what one stops stands still in both, and of two hands on two processes one moves the run, and both hear it", {
    timeout: 60_000,
  }, async () => {
    const { email, cookie } = await cluster.person("host");
    const { showId, editionId } = await cluster.openEdition({}, email);
    const [here, there] = cluster.doors;
    const [buyer] = await cluster.buyers(1);
    if (!here || !there || !buyer) throw new Error("there are no two processes");
    const lines = [await watch(here, showId, cookie), await watch(there, showId, cookie)];
    const told = lines.map(() => 0);
    for (const [index, line] of lines.entries()) {
      line.on("run", () => {
        told[index] = (told[index] ?? 0) + 1;
      });
      await say(line, "watchTalk", { showId });
    }

    const halts = (door: typeof here, on: boolean) =>
      door.http("PUT", `/api/shows/${showId}/halts`, { cookie, body: { kind: "sales", on } });
    expect((await halts(there, true)).status).toBe(200);
    for (const line of lines) await expect.poll(() => haltsOf(line), patient).toEqual(["sales"]);
    for (const [index, door] of [here, there].entries())
      expect(
        await door.http("POST", "/api/preorders", {
          cookie: buyer.cookie,
          key: `halted-${index}-of-two`,
          body: { editionId },
        }),
      ).toMatchObject({ status: 409, body: { code: "sales_halted" } });
    expect((await halts(here, false)).status).toBe(200);
    for (const line of lines) await expect.poll(() => haltsOf(line), patient).toEqual([]);

    const batch = { segments: [talk, { ...talk, title: "Thanks" }] };
    await here.http("POST", `/api/shows/${showId}/segments/batch`, { cookie, body: batch });
    await expect.poll(() => told, patient).toEqual([1, 1]);
    const hands = await Promise.all(
      [here, there].map((door) =>
        door.http("POST", `/api/shows/${showId}/rundown/next`, { cookie, body: { version: 0 } }),
      ),
    );
    expect(hands.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    await expect.poll(() => told, patient).toEqual([2, 2]);
    expect(await cluster.db.cue.count({ where: { showId, kind: "segment" } })).toBe(1);
    for (const line of lines) line.disconnect();
  });
});

function haltsOf({ rooms, frames }: Line) {
  const room = rooms.at(-1);
  return room && frames.reduce(applyFrame, room).halts?.on;
}
