import { recordAudience } from "#lib/audience/record-audience.ts";
import { createDiskAlarm } from "#lib/boot/disk.ts";
import { partsOf } from "#lib/boot/roles.ts";
import type { Container } from "#lib/container.ts";
import { every } from "#lib/jobs/every.ts";
import { type Broadcast, startTick } from "#lib/live/broadcast.ts";
import { reachMoments } from "#lib/moments/reach-moments.ts";
import { closeRecordings } from "#lib/recordings/recover-recordings.ts";

/** What a process does for itself again and again. What the database's clock sets off is timed work. */
export function startTimers(app: Container & { broadcast: Broadcast }): { stop(): Promise<void> }[] {
  const { video } = partsOf(app.env.ROLE);
  return [
    ...startTick(app),
    every(5000, () => recordAudience(app)),
    every(2000, () => reachMoments(app)),
    every(10_000, createDiskAlarm(app.env.DATA_DIR)),
    ...(video ? [every(5000, () => closeRecordings(app)), every(500, app.restreams.look)] : []),
  ];
}
