import type { Queryable } from "#lib/db.ts";
import type { ShowStatus } from "#lib/live/contract.ts";
import { Refusal, type RefusalCode } from "#lib/refusal.ts";
import { Prisma } from "#prisma/client/client.ts";

/** Every act upon where a show stands: from where it may be done, and where it leads; without `to` the show stays where it is. */
export const showMoves = {
  publish: { from: ["DRAFT"], to: "SCHEDULED" },
  goLive: { from: ["SCHEDULED"], to: "LIVE" },
  end: { from: ["LIVE"], to: "ENDED" },
  undoEnd: { from: ["ENDED"], to: "LIVE" },
  /** To another moment; a cancelled show takes place after all. */
  postpone: { from: ["SCHEDULED", "CANCELLED"], to: "SCHEDULED" },
  cancel: { from: ["SCHEDULED"], to: "CANCELLED" },
  archive: { from: ["DRAFT", "ENDED", "CANCELLED"], to: null },
  delete: { from: ["DRAFT", "SCHEDULED", "ENDED", "CANCELLED"], to: null },
} as const satisfies Record<string, { from: readonly ShowStatus[]; to: ShowStatus | null }>;

export type ShowMove = keyof typeof showMoves;
export type Standing = { status: ShowStatus; isArchived: boolean };

/** Whether an act may be done to a show that stands so. What is put away is brought back first; it may be deleted as it is. */
export function mayMove({ status, isArchived }: Standing, move: ShowMove): boolean {
  const { from }: { from: readonly ShowStatus[] } = showMoves[move];
  return from.includes(status) && (!isArchived || move === "delete");
}

/** What is said to whoever comes with an act at the wrong time. */
const wrongTimes = {
  DRAFT: "show_draft",
  SCHEDULED: "show_not_live",
  LIVE: "show_on_air",
  ENDED: "show_ended",
  CANCELLED: "show_cancelled",
} as const satisfies Record<ShowStatus, RefusalCode>;

/**
 * Locks a show and looks whether an act may be done to it. Null when it is where the act leads already, for twice is one act.
 * Refuses with show_draft, show_planned, show_not_live, show_on_air, show_ended, show_cancelled or show_archived.
 */
export async function holdForMove(tx: Queryable, showId: string, move: ShowMove): Promise<Standing | null> {
  const [standing] = await tx.$queryRaw<Standing[]>`
    SELECT status::text AS status, archived_at IS NOT NULL AS "isArchived" FROM show WHERE id = ${showId}::uuid FOR UPDATE`;
  if (!standing) throw new Refusal("not_found");
  if (mayMove(standing, move)) return standing;
  if (standing.isArchived) throw new Refusal("show_archived");
  if (standing.status === showMoves[move].to) return null;
  throw new Refusal(refusalFor(standing.status, move));
}

function refusalFor(status: ShowStatus, move: ShowMove): RefusalCode {
  return status === "SCHEDULED" && move === "archive" ? "show_planned" : wrongTimes[status];
}

/** Takes a show where an act leads, with what else that writes. False when it is there already. Refuses as `holdForMove` does. */
export async function moveShow(
  tx: Queryable,
  showId: string,
  move: Exclude<ShowMove, "archive" | "delete">,
  also: Prisma.Sql = Prisma.empty,
): Promise<boolean> {
  if (!(await holdForMove(tx, showId, move))) return false;
  await tx.$executeRaw`UPDATE show SET status = ${showMoves[move].to}::text::"ShowStatus" ${also} WHERE id = ${showId}::uuid`;
  return true;
}
