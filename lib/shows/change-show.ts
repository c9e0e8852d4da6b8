import type { z } from "zod";
import type { DeskOf } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import { refuseOver } from "#lib/live/refuse-over.ts";
import { moveStart } from "#lib/shows/postpone-show.ts";
import type { showChange } from "#lib/shows/schema.ts";

/**
 * Changes what the page of a show says. Another start of a published show postpones it; one that is over keeps its times. Refuses with
 * show_ended, show_cancelled or start_is_past.
 */
export async function changeShow(
  { db, env, publish }: Uses<"db" | "env" | "publish">,
  show: DeskOf<"show">,
  change: z.infer<typeof showChange>,
): Promise<void> {
  await db.$transaction(async (tx) => {
    const before = await tx.show.findUniqueOrThrow({ where: { id: show.id } });
    if (change.startsAt) refuseOver(before.status, { field: "startsAt" });
    const { startsAt: wanted, ...said } = change;
    if (wanted && before.status === "SCHEDULED") await moveStart(tx, { env }, show, wanted);
    const startsAt = wanted && before.status !== "SCHEDULED" ? new Date(wanted) : undefined;
    await tx.show.update({ where: { id: show.id }, data: { ...said, startsAt } });
    const { title, summary, poster, pauseWithVideo } = before;
    await recordAct(tx, {
      actorId: show.hand.id,
      action: "show.changed",
      subject: `show:${show.id}`,
      before: { title, summary, poster, pauseWithVideo, startsAt: before.startsAt },
      after: change,
    });
  });
  publish.catalogChanged(show.id);
}
