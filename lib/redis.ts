import { Redis } from "ioredis";
import { BootError } from "#lib/boot/boot-error.ts";
import { log } from "#lib/log.ts";

const answerMs = 1000;
const silenceMs = 2000;
/** How long one question for news waits in Redis: below `silenceMs`, after which a line counts as dead. */
export const blockMs = 500;

/** What the processes of one shop say to each other, and count together. Nothing in it is kept, and sales never wait for it. */
export type RedisConnections = {
  /** Commands. What cannot be sent now fails now: nothing gathers while Redis is away, to burst when it returns. */
  commands: Redis;
  /** Subscriptions alone; they are taken up again by themselves. */
  subscriber: Redis;
  isUp(): boolean;
  close(): void;
};

/** Refuses, with a sentence, a Redis that cannot be reached at a start; later it may go and return. */
export async function openRedis(url: string): Promise<RedisConnections> {
  const commands = createClient(url, "prompt");
  const subscriber = createClient(url, "prompt");
  // The adapter of exact messages makes its reading clients so.
  commands.duplicate = () => createClient(url, "patient");
  try {
    await Promise.all([commands.connect(), subscriber.connect()]);
    await warnOfEviction(commands);
  } catch (error) {
    for (const client of [commands, subscriber]) client.disconnect();
    throw new BootError(
      `The Redis of REDIS_URL cannot be used: ${new URL(url).host} does not answer (${reasonOf(error)}).`,
      { cause: error },
    );
  }
  return {
    commands,
    subscriber,
    isUp: () => commands.status === "ready" && subscriber.status === "ready",
    close() {
      for (const client of [commands, subscriber]) client.disconnect();
    },
  };
}

/**
 * `prompt`: what cannot be sent now fails now. `patient`: for the adapter's loop that waits for news and its subscription, whose
 * questions wait too and are asked again on a new line. The loop would do nothing else if they failed, and nobody hears of the
 * subscription's failure: it ended the process.
 */
function createClient(url: string, manner: "prompt" | "patient"): Redis {
  const isPatient = manner === "patient";
  const client = new Redis(url, {
    enableOfflineQueue: isPatient,
    maxRetriesPerRequest: isPatient ? null : 0,
    lazyConnect: true,
    protocol: 2,
    connectTimeout: 2000,
    ...(isPatient ? {} : { commandTimeout: answerMs }),
    socketTimeout: silenceMs,
    autoResendUnfulfilledCommands: isPatient,
    retryStrategy: (times) => Math.min(2000, 50 * 2 ** Math.min(times, 6)) * (0.5 + Math.random() / 2),
  });
  return quiet(client);
}

/** Says once that it went and once that it came back, however often it is tried in between. */
function quiet(client: Redis): Redis {
  let isAway = false;
  client.on("error", (error: unknown) => {
    if (!isAway) log.warn({ event: "redis_away", err: error }, "Redis does not answer; this process goes on by itself");
    isAway = true;
  });
  client.on("ready", () => {
    if (isAway) log.info({ event: "redis_back" }, "Redis answers again");
    isAway = false;
  });
  return client;
}

/** Counters and streams that vanish when memory runs short are wrong in silence. */
async function warnOfEviction(client: Redis): Promise<void> {
  const answer: unknown = await client.config("GET", "maxmemory-policy").catch(() => null);
  const policy = Array.isArray(answer) ? String(answer[1]) : null;
  if (policy === null || policy === "noeviction") return;
  log.warn(
    { event: "redis_evicts", policy },
    "Redis throws keys away when its memory is full: set maxmemory-policy to noeviction",
  );
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
