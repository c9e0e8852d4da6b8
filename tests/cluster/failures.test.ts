import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { openBalancer } from "#tests/support/balancer.ts";
import { expectWholeBooks } from "#tests/support/books.ts";
import { type Cluster, seqOf, startCluster, watch } from "#tests/support/cluster.ts";
import { openCrowd } from "#tests/support/line-crowd.ts";
import { lacksRedis } from "#tests/support/redis.ts";
import { type Line, say } from "#tests/support/sockets.ts";
import { soon } from "#tests/support/soon.ts";

const patient = { ...soon, timeout: 20_000 };
const alarms = z.object({ alarms: z.array(z.string()) });

describe.skipIf(lacksRedis())(lacksRedis() ?? "two processes and what may fail", () => {
  let cluster: Cluster;

  beforeAll(async () => {
    cluster = await startCluster();
  }, 120_000);

  afterAll(() => cluster.stop());

  test("Redis stops during a sale: frames go on in each process, no order is lost or doubled, and nothing bursts when it returns", {
    timeout: 120_000,
  }, async () => {
    const { showId, editionId } = await cluster.openEdition({ stock: 200 });
    const lines = await Promise.all(cluster.doors.map((door) => watch(door, showId)));
    const buyers = await cluster.buyers(60);
    const statuses: number[] = [];
    let sold = 0;
    const sale = (async () => {
      for (const [index, { cookie }] of buyers.entries()) {
        const [key, body] = [randomUUID(), { editionId }];
        // Each is said twice, once to each process, as a client does whose answer was lost.
        for (const door of [index % 2, (index + 1) % 2]) {
          const answer = await cluster.doors[door]?.http("POST", "/api/preorders", { cookie, key, body });
          statuses.push(answer?.status ?? 0);
        }
        sold += 1;
        await pause(100);
      }
    })();
    await expect.poll(() => sold, patient).toBeGreaterThan(10);
    await cluster.redis.kill();
    for (const door of cluster.doors)
      await expect.poll(async () => alarmsOf(await door.http("GET", "/ready")), patient).toContain("redis_away");
    const before = lines.map(({ frames }) => frames.length);
    for (const [index, line] of lines.entries())
      await expect.poll(() => line.frames.length, patient).toBeGreaterThan((before[index] ?? 0) + 3);
    await cluster.redis.start();
    const returned = lines.map(({ frames }) => frames.length);
    const since = performance.now();
    for (const door of cluster.doors)
      await expect.poll(async () => alarmsOf(await door.http("GET", "/ready")), patient).not.toContain("redis_away");
    await sale;
    const ticks = (performance.now() - since) / 200;
    for (const [index, { frames }] of lines.entries())
      expect(frames.length - (returned[index] ?? 0)).toBeLessThanOrEqual(ticks * 1.2 + 5);
    expect(statuses.filter((status) => status !== 201 && status !== 200)).toEqual([]);
    expect(await cluster.db.preorder.count({ where: { editionId } })).toBe(60);
    await expectWholeBooks(cluster.db);
    for (const line of lines) {
      await expect
        .poll(() => [...line.frames, ...line.rooms].at(-1) && line.frames.at(-1)?.stock.at(0)?.available, patient)
        .toBe(140);
      expectGrowing(line);
      line.disconnect();
    }
  });

  test("the leader is killed: frames go on within six seconds, and no number falls", { timeout: 90_000 }, async () => {
    const { showId } = await cluster.openEdition();
    const lines = await Promise.all(cluster.doors.map((door) => watch(door, showId)));
    await expect.poll(() => leaderOf(showId), patient).not.toBeNull();
    const leader = await leaderDoor(showId);
    const [other, line] = [cluster.doors[1 - leader], lines[1 - leader]];
    if (!other || !line) throw new Error("there is no other process");
    const taps = setInterval(() => void say(line, "like", { showId, n: 1 }).catch(() => undefined), 500);
    await expect.poll(() => line.frames.length, patient).toBeGreaterThan(2);
    await cluster.doors[leader]?.kill();
    const killedAt = performance.now();
    const [epoch, seq] = [await leaderOf(showId), seqOf(line)];
    await pause(300);
    const heard = line.frames.length;
    await expect.poll(() => line.frames.length, patient).toBeGreaterThan(heard);
    expect(performance.now() - killedAt).toBeLessThan(6000);
    expect(await leaderOf(showId)).toBe((epoch ?? 0) + 1);
    expect(seqOf(line)).toBeGreaterThan(seq);
    // Whoever was with the dead one is no viewer any more.
    await expect.poll(() => line.frames.at(-1)?.viewers, { ...soon, timeout: 15_000 }).toBe(1);
    expectGrowing(line);
    clearInterval(taps);
    line.disconnect();
    await cluster.doors[leader]?.restart();
  });

  test("a third process takes part without a gap", { timeout: 90_000 }, async () => {
    const { showId } = await cluster.openEdition();
    const [here] = await Promise.all(cluster.doors.map((door) => watch(door, showId)));
    const third = await cluster.join();
    const taps = setInterval(() => void (here && say(here, "like", { showId, n: 1 }).catch(() => undefined)), 100);
    const late = await watch(third, showId);
    await expect.poll(() => late.frames.length, patient).toBeGreaterThan(10);
    clearInterval(taps);
    const [whole] = late.rooms;
    expect(whole?.likes).toBeGreaterThanOrEqual(0);
    expectGrowing(late);
    const first = late.frames.at(0)?.seq ?? 0;
    const missed = here?.frames.filter(({ seq }) => seq > first && seq <= (late.frames.at(-1)?.seq ?? 0)) ?? [];
    expect(late.frames.slice(1).map(({ seq }) => seq)).toEqual(missed.map(({ seq }) => seq));
    late.disconnect();
    await third.stop();
  });

  test("a crowd whose process is killed is back with the other within fifteen seconds", {
    timeout: 90_000,
  }, async () => {
    const { showId } = await cluster.openEdition();
    const [dying, staying] = cluster.doors;
    if (!dying || !staying) throw new Error("there are no two processes");
    const balancer = await openBalancer(dying.url);
    const crowd = openCrowd(balancer.url, showId, 1000);
    await expect.poll(() => crowd.inside(), patient).toBe(1000);
    const witness = await watch(staying, showId);
    await dying.kill();
    balancer.aim(staying.url);
    await expect.poll(() => crowd.inside(), { ...soon, timeout: 5000 }).toBe(0);
    await expect.poll(() => crowd.inside(), { ...soon, timeout: 15_000 }).toBe(1000);
    // They are in its room, not merely on its line.
    await say(witness, "like", { showId, n: 1 });
    await expect.poll(() => crowd.leastLikes(), patient).toBe(1);
    crowd.leave();
    witness.disconnect();
    balancer.stop();
    await dying.restart();
  });

  async function leaderOf(showId: string): Promise<number | null> {
    return (await leaseOf(showId))?.epoch ?? null;
  }

  /** Which of the processes leads, by the address that the others reach it at. */
  async function leaderDoor(showId: string): Promise<number> {
    const lease = await leaseOf(showId);
    return cluster.doors.findIndex(({ url }) => url === lease?.address);
  }

  async function leaseOf(showId: string) {
    const [lease] = await cluster.db.$queryRaw<{ epoch: number; address: string }[]>`
      SELECT epoch, address FROM show_lease WHERE show_id = ${showId}::uuid AND part = 'room'`;
    return lease;
  }
});

function alarmsOf({ body }: { body: unknown }): string[] {
  return alarms.parse(body).alarms;
}

function expectGrowing({ frames }: Line) {
  const seqs = frames.map(({ seq }) => seq);
  expect(seqs).toEqual([...new Set(seqs)].toSorted((a, b) => a - b));
}
