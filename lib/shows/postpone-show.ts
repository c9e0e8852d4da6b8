import type { DeskOf } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import { Refusal } from "#lib/refusal.ts";
import { moveShow } from "#lib/shows/move-show.ts";
import { tellWaiting } from "#lib/shows/tell-waiting.ts";
import { Prisma } from "#prisma/client/client.ts";

/**
 * Gives a published show another start, or a cancelled one a start again. Its page says from when it was moved, whoever waits is told
 * by mail, and files that were to begin by themselves begin as much later. Within the same minute it is no act. Refuses with
 * start_is_past, or as `moveShow` does.
 */
export async function postponeShow(
  { db, env, publish }: Uses<"db" | "env" | "publish">,
  show: DeskOf<"show">,
  startsAt: string,
): Promise<void> {
  await db.$transaction((tx) => moveStart(tx, { env }, show, startsAt));
  publish.statusChanged(show.id, "SCHEDULED");
  publish.catalogChanged(show.id);
}

/** The same inside a transaction. */
export async function moveStart(
  tx: Prisma.TransactionClient,
  { env }: Uses<"env">,
  show: DeskOf<"show">,
  startsAt: string,
): Promise<void> {
  const before = await tx.show.findUniqueOrThrow({ where: { id: show.id } });
  const to = new Date(startsAt);
  if (before.status === "SCHEDULED" && minuteOf(before.startsAt) === minuteOf(to)) return;
  const [wanted] = await tx.$queryRaw<{ isPast: boolean }[]>`SELECT ${to}::timestamptz <= now() AS "isPast"`;
  if (wanted?.isPast) throw new Refusal("start_is_past", { field: "startsAt" });
  await moveShow(
    tx,
    show.id,
    "postpone",
    Prisma.sql`, moved_from = starts_at, starts_at = ${to}, moves = moves + 1, cancelled_at = NULL`,
  );
  await tx.$executeRaw`
    UPDATE show_file SET plays_at = plays_at + (${to}::timestamptz - ${before.startsAt}::timestamptz)
    WHERE show_id = ${show.id}::uuid AND plays_at IS NOT NULL`;
  const dates = { from: before.startsAt.toISOString(), to: to.toISOString() };
  const told = await tellWaiting(
    tx,
    { env },
    {
      showId: show.id,
      occasion: String(before.moves + 1),
      write: ({ title, link }) => ({
        kind: "showMoved",
        facts: { showId: show.id, title, link, ...dates, sequence: before.moves + 1 },
      }),
    },
  );
  await recordAct(tx, {
    actorId: show.hand.id,
    action: "show.moved",
    subject: `show:${show.id}`,
    before: { status: before.status, startsAt: dates.from },
    after: { startsAt: dates.to, told },
  });
}

/** Forms say a start to the minute. */
const minuteOf = (moment: Date) => Math.floor(moment.getTime() / 60_000);
