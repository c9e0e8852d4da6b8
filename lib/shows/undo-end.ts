import type { DeskOf } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import { reopenSalesOfShow } from "#lib/catalog/switch-sales.ts";
import type { Uses } from "#lib/container.ts";
import { Refusal } from "#lib/refusal.ts";
import { holdForMove } from "#lib/shows/move-show.ts";
import { undoEndMinutes } from "#lib/shows/schema.ts";

/**
 * Takes a show's end back within ten minutes of it, by the database's clock: the same show, room and recording go on, and
 * what the end took off sale is on sale again unless somebody switched it since. Drops that the end closed stay closed.
 * Taking it back twice is one act. Refuses with show_end_final, or as `holdForMove` does.
 */
export async function undoEnd(
  { engine, publish, channels, recordingRows }: Uses<"channels" | "engine" | "publish" | "recordingRows">,
  show: DeskOf<"show">,
): Promise<void> {
  await engine.commit(async (write) => {
    const { tx } = write;
    if (!(await holdForMove(tx, show.id, "undoEnd"))) return;
    const changed = await tx.$executeRaw`
      UPDATE show SET status = 'LIVE', ended_at = NULL WHERE id = ${show.id}::uuid
        AND ended_at > now() - make_interval(mins => ${undoEndMinutes}::int)`;
    if (changed === 0) throw new Refusal("show_end_final");
    const sales = await reopenSalesOfShow(write, show);
    await recordAct(tx, {
      actorId: show.hand.id,
      action: "show.end_undone",
      subject: `show:${show.id}`,
      after: { sales },
    });
  });
  await channels.resume(show.id);
  await recordingRows.flush();
  publish.statusChanged(show.id, "LIVE", channels.status(show.id));
}
