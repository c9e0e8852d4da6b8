import type { Server } from "node:http";
import type { Server as NetServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { recordAudience } from "#lib/audience/record-audience.ts";
import type { Composed } from "#lib/boot/compose.ts";
import type { Gateway } from "#lib/live/gateway.ts";
import { log } from "#lib/log.ts";
import type { FastTier } from "#lib/media/fast/fast-tier.ts";

type Served = {
  server: Server;
  /** A port that other processes listen on, too: they take what comes from now on. */
  shared: NetServer | undefined;
  gateway: Gateway;
  fastTier: FastTier | undefined;
  upgrades: { close(): void };
  made: Composed;
  timers: { stop(): Promise<void> }[];
};

/** Of a whole stop, whatever hangs below it. */
const longest = 12_000;
const cutAfter = 10_000;
const comeBackWithin = 10_000;
const hearingTime = 250;

/**
 * Stops serving without losing anything: what is in flight is answered, viewers are told when to come back, each at a
 * moment of its own. `graceMs` keeps serving first, while load balancers learn from /ready to look elsewhere.
 */
export async function drainServer(served: Served, graceMs: number): Promise<void> {
  await sleep(graceMs);
  const inTime = await Promise.race([close(served).then(() => true), sleep(longest, false, { ref: false })]);
  if (!inTime)
    log.warn({ event: "drain_timeout" }, "some work did not finish before the stop ended; the next start takes it up");
}

async function close({ server, shared, gateway, fastTier, upgrades, made, timers }: Served) {
  shared?.close();
  const isHeard = made.broadcast.leaveSoon(comeBackWithin);
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // A line whose last answer still promised to be kept alive is closed when that answer is out.
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const late = setTimeout(() => server.closeAllConnections(), cutAfter);
  await Promise.all([made.engine.drain(), made.ballots.drain(), sleep(isHeard ? hearingTime : 0)]);
  gateway.close();
  fastTier?.close();
  upgrades.close();
  await closed;
  clearInterval(idle);
  clearTimeout(late);
  await Promise.all([made.jobs.stop(), ...timers.map((timer) => timer.stop())]);
  await recordAudience(made).catch(() => undefined);
  await made.close();
}
