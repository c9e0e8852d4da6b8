import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { preorderReceipt } from "#lib/preorders/schema.ts";
import { startBroadcast } from "#tests/recordings/broadcast.ts";
import { type Cluster, seqOf, startCluster, watch } from "#tests/support/cluster.ts";
import type { Http } from "#tests/support/http.ts";
import { lacksRedis } from "#tests/support/redis.ts";
import { type Line, say } from "#tests/support/sockets.ts";
import { soon } from "#tests/support/soon.ts";

const patient = { ...soon, timeout: 20_000 };

describe.skipIf(lacksRedis())(lacksRedis() ?? "two processes with a Redis", () => {
  let cluster: Cluster;

  beforeAll(async () => {
    cluster = await startCluster();
  }, 120_000);

  afterAll(() => cluster.stop());

  test("chat, likes, stock and drops of one process reach the viewers of the other", async () => {
    const { showId, editionId, here, there } = await openBoth({ stock: 9 });
    const [buyer] = await cluster.buyers(1);
    const chatter = await watch(cluster.doors[0], showId, buyer?.cookie);
    await say(chatter, "chat", { showId, body: "hello over there" });
    await heard(there, ({ chat }) => chat.some(({ body }) => body === "hello over there"));
    await say(here, "like", { showId, n: 3 });
    await say(there, "like", { showId, n: 4 });
    for (const line of [here, there]) await heard(line, ({ likes }) => likes === 7);
    await order(1, editionId, buyer?.cookie);
    for (const line of [here, there]) await heard(line, ({ stock }) => stock.some(({ available }) => available === 8));
    const dropId = await armDrop(showId, editionId);
    for (const line of [here, there]) await heard(line, ({ drops }) => drops.some(({ id }) => id === dropId));
    for (const line of [chatter, here, there]) line.disconnect();
    await expect.poll(() => likesOf(showId), patient).toBe(7);
  });

  test("a poll is answered here and there, and both show one count; a moment reaches both", async () => {
    const { showId, here, there } = await openBoth();
    const host = await hostOf(showId);
    const call = async (path: string, body: object = {}) => {
      const made = await cluster.doors[1]?.http("POST", `/api/shows/${showId}/${path}`, { cookie: host, body });
      return z.object({ id: z.uuid().optional() }).parse(made?.body).id ?? "";
    };
    const pollId = await call("polls", { kind: "vote", title: "Which?", choices: ["This", "That"], seconds: null });
    await call(`polls/${pollId}/opening`);
    const voters = await cluster.buyers(8);
    const answers = await Promise.all(
      voters.map(async ({ cookie }, index) => {
        const line = await watch(cluster.doors[index % 2], showId, cookie);
        const answer = await say(line, "vote", { pollId, answer: index < 5 ? 0 : 1 });
        line.disconnect();
        return answer.ok;
      }),
    );
    expect(answers).toEqual(voters.map(() => true));
    for (const line of [here, there]) await heard(line, ({ poll }) => String(poll?.votes) === "5,3");
    await call(`moments/${await call("moments", { kind: "manual", text: "Thank you" })}/firing`);
    for (const line of [here, there])
      await heard(line, ({ moments = [] }) => moments.some(({ text }) => text === "Thank you"));
    for (const line of [here, there]) line.disconnect();
  });

  test("a viewer who moves to the other process sees the numbers grow", { timeout: 60_000 }, async () => {
    const { showId, here, there } = await openBoth();
    for (let move = 0; move < 4; move += 1) {
      const before = seqOf(move % 2 === 0 ? here : there);
      const moved = await watch(cluster.doors[(move + 1) % 2], showId);
      await say(here, "like", { showId, n: 1 });
      await heard(moved, () => true);
      expect(Math.min(...moved.frames.map(({ seq }) => seq))).toBeGreaterThan(before);
      expect(moved.frames.map(({ seq }) => seq)).toEqual(moved.frames.map(({ seq }) => seq).toSorted((a, b) => a - b));
      moved.disconnect();
    }
    here.disconnect();
    there.disconnect();
  });

  test("both say how many watch, over both, and so does the peak that is kept", async () => {
    const { showId, here, there } = await openBoth();
    const more = [await watch(cluster.doors[0], showId), await watch(cluster.doors[1], showId)];
    for (const line of [here, there]) await heard(line, ({ viewers }) => viewers === 4);
    await expect.poll(() => peakOf(showId), patient).toBe(4);
    for (const line of more) line.disconnect();
    for (const line of [here, there]) await heard(line, ({ viewers }) => viewers === 2);
    here.disconnect();
    there.disconnect();
  });

  test("what is for one buyer finds them wherever they are connected, once", async () => {
    const { showId, editionId, here, there } = await openBoth({ stock: 3 });
    const [buyer] = await cluster.buyers(1);
    const lines = [
      await watch(cluster.doors[0], showId, buyer?.cookie),
      await watch(cluster.doors[1], showId, buyer?.cookie),
    ];
    const told = lines.map((line) => {
      const ids: string[] = [];
      line.on("order", ({ id }) => ids.push(id));
      return ids;
    });
    const id = await order(0, editionId, buyer?.cookie);
    await cluster.doors[0]?.http("POST", `/api/preorders/${id}/deposit`, { cookie: buyer?.cookie, body: {} });
    await expect
      .poll(() => told.map((ids) => ids.filter((each) => each === id).length > 0), soon)
      .toEqual([true, true]);
    await pause(500);
    expect(told[0]).toEqual(told[1]);
    for (const line of [...lines, here, there]) line.disconnect();
  });

  test("cards that are declined here and there are counted together", async () => {
    const { editionId, here, there } = await openBoth({ stock: 20 });
    const [buyer] = await cluster.buyers(1);
    const id = await order(0, editionId, buyer?.cookie);
    const answers: number[] = [];
    for (let n = 0; n < 12; n += 1) {
      const body = { rail: "test", card: "decline" };
      const path = `/api/preorders/${id}/deposit`;
      const answer = await cluster.doors[n % 2]?.http("POST", path, { cookie: buyer?.cookie, key: randomUUID(), body });
      answers.push(answer?.status ?? 0);
    }
    expect(answers.slice(0, 10)).not.toContain(429);
    expect(answers.slice(10)).toEqual([429, 429]);
    here.disconnect();
    there.disconnect();
  });

  test("who signs out in one process is cut off in both", async () => {
    const { showId, here, there } = await openBoth();
    const { cookie } = await cluster.person("viewer");
    const lines = [await watch(cluster.doors[0], showId, cookie), await watch(cluster.doors[1], showId, cookie)];
    const cut = Promise.all(lines.map((line) => new Promise((resolve) => line.once("disconnect", resolve))));
    await cluster.doors[0]?.http("POST", "/api/auth/sign-out", { cookie, body: {} });
    expect(await cut).toEqual(["io server disconnect", "io server disconnect"]);
    here.disconnect();
    there.disconnect();
  });

  test("chunks arrive whichever process they come to, and both play the same bytes", { timeout: 60_000 }, async () => {
    const host = await cluster.person("host");
    const { showId } = await cluster.openEdition({}, host.email);
    let asked = 0;
    const either: Http = (...call) => {
      const door = cluster.doors[asked++ % 2];
      if (!door) throw new Error("there is no such process");
      return door.http(...call);
    };
    const broadcast = await startBroadcast(either, { showId, cookie: host.cookie });
    for (let second = 0; second < 6; second += 1) await broadcast.feed(5);
    const answers = await Promise.all(cluster.doors.map(({ http }) => http("GET", `/media/${showId}/live.m3u8`)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers[0]?.text).toBe(answers[1]?.text);
    const segment = /^segments\/\d+\.m4s$/m.exec(answers[0]?.text ?? "")?.[0];
    const bytes = await Promise.all(
      cluster.doors.map(async ({ url }) =>
        Buffer.from(await (await fetch(`${url}/media/${showId}/${segment}`)).arrayBuffer()),
      ),
    );
    expect(bytes[0]?.length).toBeGreaterThan(100);
    expect(bytes[0]?.equals(bytes[1] ?? Buffer.alloc(0))).toBe(true);
    for (const { http } of cluster.doors) {
      // Who sends nothing for some seconds has let go of the air.
      await broadcast.feed(1);
      const second = await http("POST", `/api/shows/${showId}/takes`, {
        cookie: host.cookie,
        body: { sender: "page-on-the-phone", device: "Safari on iPhone" },
      });
      expect(second.status).toBe(409);
    }
    const viewers = await Promise.all(cluster.doors.map((door) => watch(door, showId)));
    for (const line of viewers) await heard(line, ({ video }) => video !== "waiting");
    for (const line of viewers) line.disconnect();
  });

  async function openBoth(overrides: { stock?: number } = {}) {
    const opened = await cluster.openEdition(overrides);
    const here = await watch(cluster.doors[0], opened.showId);
    const there = await watch(cluster.doors[1], opened.showId);
    return { ...opened, here, there };
  }

  async function order(door: number, editionId: string, cookie: string | undefined): Promise<string> {
    const body = { editionId };
    const answer = await cluster.doors[door]?.http("POST", "/api/preorders", { cookie, key: randomUUID(), body });
    return preorderReceipt.parse(answer?.body).id;
  }

  async function hostOf(showId: string): Promise<string> {
    const { email } = await cluster.db.user.findFirstOrThrow({ where: { shows: { some: { id: showId } } } });
    return cluster.signIn(email);
  }

  async function armDrop(showId: string, editionId: string): Promise<string> {
    const cookie = await hostOf(showId);
    const body = { editionId, title: "Three of them", units: 3 };
    const made = await cluster.doors[0]?.http("POST", `/api/shows/${showId}/drops`, { cookie, body });
    const { id } = z.object({ id: z.uuid() }).parse(made?.body);
    await cluster.doors[0]?.http("POST", `/api/drops/${id}/arm`, { cookie, body: {} });
    return id;
  }

  async function likesOf(showId: string): Promise<number> {
    return Number((await cluster.db.show.findUniqueOrThrow({ where: { id: showId } })).likes);
  }

  async function peakOf(showId: string): Promise<number> {
    return (await cluster.db.show.findUniqueOrThrow({ where: { id: showId } })).peakViewers;
  }
});

/** Waits until a frame, or a room told whole, says so. */
async function heard(line: Line, isIt: (said: Line["frames"][number] | Line["rooms"][number]) => boolean) {
  await expect.poll(() => [...line.frames, ...line.rooms].some(isIt), patient).toBe(true);
}
