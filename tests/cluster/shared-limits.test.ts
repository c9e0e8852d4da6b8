import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SharedRateLimit } from "#lib/api/shared-rate-limit.ts";
import { openRedis, type RedisConnections } from "#lib/redis.ts";
import { Refusal } from "#lib/refusal.ts";
import { lacksRedis, type RedisServer, startRedis } from "#tests/support/redis.ts";

const rate = { name: "tries", points: 3, duration: 60 };

describe.skipIf(lacksRedis())(lacksRedis() ?? "with a Redis", () => {
  let redis: RedisServer;
  let connections: RedisConnections[];
  let processes: SharedRateLimit[];

  beforeAll(async () => {
    redis = await startRedis();
    connections = [await openRedis(redis.url), await openRedis(redis.url)];
    processes = connections.map((each) => new SharedRateLimit({ ...rate, redis: each }));
  });

  afterAll(async () => {
    for (const each of connections) each.close();
    await redis.stop();
  });

  test("what one process counted another knows", async () => {
    const [one, other] = processes;
    expect(await tries(one, "ann", 2)).toEqual(["ok", "ok"]);
    expect(await tries(other, "ann", 2)).toEqual(["ok", "rate_limited"]);
    expect(await tries(one, "ann", 1)).toEqual(["rate_limited"]);
    expect(await tries(other, "bob", 1)).toEqual(["ok"]);
    await expect(one?.expect("ann")).rejects.toThrow(Refusal);
    await expect(one?.expect("bob")).resolves.toBeUndefined();
  });

  test("while Redis is away each counts by itself, and nobody is let through without being counted", async () => {
    await redis.kill();
    for (const each of processes) expect(await tries(each, "cem", 4)).toEqual(["ok", "ok", "ok", "rate_limited"]);
    await redis.start();
  });
});

async function tries(limit: SharedRateLimit | undefined, key: string, times: number): Promise<string[]> {
  const told: string[] = [];
  for (let n = 0; n < times; n += 1) {
    const refused = await limit?.spend(key).catch((error: unknown) => error);
    told.push(refused instanceof Refusal ? refused.code : String(refused ?? "ok"));
  }
  return told;
}
