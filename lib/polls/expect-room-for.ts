import type { Queryable } from "#lib/db.ts";
import { refuseOver } from "#lib/live/refuse-over.ts";
import { Refusal, type RefusalCode } from "#lib/refusal.ts";

type Status = "DRAFT" | "SCHEDULED" | "LIVE" | "ENDED" | "CANCELLED";

/**
 * Holds a show that is not over, so that what is added to it is counted one by one, and refuses with `full` once it has `most`. Refuses with
 * show_ended or show_cancelled, too.
 */
export async function expectRoomFor(
  tx: Pick<Queryable, "$queryRaw">,
  showId: string,
  { count, most, full }: { count: () => Promise<number>; most: number; full: RefusalCode },
): Promise<void> {
  const [show] = await tx.$queryRaw<{ status: Status }[]>`
    SELECT status::text FROM show WHERE id = ${showId}::uuid FOR UPDATE`;
  refuseOver(show?.status);
  if ((await count()) >= most) throw new Refusal(full);
}
