import type { ShowKeeper } from "#lib/accounts/gate.ts";
import type { Uses } from "#lib/container.ts";
import { type Export, openExport } from "#lib/media/recording/export-recording.ts";
import { Refusal } from "#lib/refusal.ts";

/** A show's recording as one MP4, named after the show; `take` chooses one of its takes. Refuses with not_found or recording_running. */
export async function openFile(
  { db, channels }: Uses<"channels" | "db">,
  show: ShowKeeper,
  { take }: { take?: number },
): Promise<{ name: string; exported: Export }> {
  const row = await db.recording.findUnique({
    where: { showId: show.id },
    include: { show: { select: { slug: true } } },
  });
  if (!row || row.state === "DELETED") throw new Refusal("not_found");
  if (row.state === "RECORDING") throw new Refusal("recording_running");
  const { recordings } = channels;
  const index = await recordings?.find(show.id);
  if (!recordings || !index) throw new Refusal("not_found");
  const takes = [...new Set(index.files.map(({ takeId }) => takeId))];
  const takeId = take === undefined ? undefined : takes[take - 1];
  if (take !== undefined && !takeId) throw new Refusal("not_found", { field: "take" });
  const exported = await openExport({ showId: show.id, index, storage: recordings, takeId });
  return { name: `${row.show.slug}${take ? `-take-${take}` : ""}.mp4`, exported };
}
