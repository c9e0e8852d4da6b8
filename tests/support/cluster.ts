import { type AppProcess, startAppProcess } from "#tests/support/app-process.ts";
import { type RedisServer, startRedis } from "#tests/support/redis.ts";
import { type Site, startSite } from "#tests/support/site.ts";
import { type Line, openLine, say } from "#tests/support/sockets.ts";

export type Cluster = Site & {
  redis: RedisServer;
  /** One process more on the same shop. */
  join(): Promise<AppProcess>;
  stop(): Promise<void>;
};

/** Two processes of one shop, or as many as are asked for, with a Redis of their own. */
export async function startCluster(processes = 2): Promise<Cluster> {
  const redis = await startRedis();
  const settings = {
    ...{ REDIS_URL: redis.url, DATA_DIR_SHARED: "true", LOG_LEVEL: "warn" },
    AUTH_SECRET: "a secret that all processes of a test share",
  };
  const site = await startSite({ processes, settings });
  return {
    ...site,
    redis,
    join: () => startAppProcess({ ...site.home, settings }),
    async stop() {
      await site.stop();
      await redis.stop();
    },
  };
}

/** A viewer of a show, in its room. */
export async function watch(process: AppProcess | undefined, showId: string, cookie?: string): Promise<Line> {
  const line = await openLine(process?.url ?? "", { cookie });
  const answer = await say(line, "join", { showId });
  if (!answer.ok) throw new Error(`nobody let in: ${answer.code}`);
  return line;
}

/** The highest number that a viewer was told. */
export function seqOf({ frames, rooms }: Line): number {
  return Math.max(0, ...frames.map(({ seq }) => seq), ...rooms.map(({ seq }) => seq));
}
