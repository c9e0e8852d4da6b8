import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Leases } from "#lib/leases.ts";
import type { EncodedFrame } from "#lib/live/audiences.ts";
import { Peers } from "#lib/live/peers.ts";
import { openRedis } from "#lib/redis.ts";
import { lacksRedis, type RedisServer, startRedis } from "#tests/support/redis.ts";
import { openShelf, type Shelf } from "#tests/support/shelf.ts";
import { soon } from "#tests/support/soon.ts";

describe.skipIf(lacksRedis())(lacksRedis() ?? "numbers of frames", () => {
  let shelf: Shelf;
  let redis: RedisServer;

  beforeAll(async () => {
    [shelf, redis] = await Promise.all([openShelf(), startRedis()]);
  });

  afterAll(async () => {
    await shelf.close();
    await redis.stop();
  });

  test("a leader that has not heard how far another process went alone is not relayed there until it numbers above", async () => {
    const { showId } = await shelf.openEdition();
    const [leader, other] = [await openPeer("leader"), await openPeer("other")];
    for (const { peers } of [leader, other]) await peers.enter(showId);
    expect([leader, other].map(({ peers }) => peers.standing(showId))).toEqual(["leads", "follows"]);
    const say = (seq: number) => leader.peers.frame(showId, frameOf(seq));
    // Said again and again: what comes before the subscription is not heard.
    const relayedAfter = (seq: number) => {
      say(seq);
      return other.relayed;
    };
    await expect.poll(() => relayedAfter(10), soon).toContain(10);

    await redis.kill();
    await expect.poll(() => other.peers.standing(showId), soon).toBe("alone");
    other.peers.frame(showId, frameOf(50));
    await redis.start();
    for (const { isUp } of [leader, other]) await expect.poll(isUp, soon).toBe(true);
    other.relayed.length = 0;
    const heardAfter = (seq: number) => {
      say(seq);
      return leader.heard;
    };
    await expect.poll(() => heardAfter(11), soon).toContainEqual({ kind: "seen", showId, seq: 50 });
    say(50);
    say(51);
    await expect.poll(() => other.relayed, soon).toEqual([51]);
    for (const { close } of [leader, other]) await close();
  });

  async function openPeer(process: string) {
    const connections = await openRedis(redis.url);
    const leases = new Leases({ db: shelf.db, part: "room", process, address: process });
    const [relayed, heard]: [number[], unknown[]] = [[], []];
    const peers = new Peers({
      ...{ redis: connections, leases, process, mayLead: true },
      hearing: {
        event: (event) => heard.push(event),
        relay: (_, { seq }) => relayed.push(seq),
        follow: () => {},
        seen: () => [],
      },
    });
    const { isUp } = connections;
    return { peers, relayed, heard, isUp, close: () => peers.stop().finally(() => connections.close()) };
  }
});

function frameOf(seq: number): EncodedFrame {
  return { to: ["viewers"], seq, text: JSON.stringify({ seq }) };
}
