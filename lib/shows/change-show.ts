import type { z } from "zod";
import type { DeskOf } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import { Refusal } from "#lib/refusal.ts";
import type { showChange } from "#lib/shows/schema.ts";

/** Changes what the page of a show says. An ended show keeps its times. */
export async function changeShow(
  { db, publish }: Uses<"db" | "publish">,
  show: DeskOf<"show">,
  change: z.infer<typeof showChange>,
): Promise<void> {
  await db.$transaction(async (tx) => {
    const before = await tx.show.findUniqueOrThrow({ where: { id: show.id } });
    if (change.startsAt && before.status === "ENDED") throw new Refusal("show_ended", { field: "startsAt" });
    const startsAt = change.startsAt ? new Date(change.startsAt) : undefined;
    await tx.show.update({ where: { id: show.id }, data: { ...change, startsAt } });
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
