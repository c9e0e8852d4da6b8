import { createReadStream } from "node:fs";
import type { ShowKeeper } from "#lib/accounts/gate.ts";
import type { Uses } from "#lib/container.ts";
import { leadSeconds, openExport } from "#lib/media/recording/export-recording.ts";
import type { ByteRange } from "#lib/media/recording/storage.ts";
import { openFile } from "#lib/recordings/open-file.ts";
import type { SocialFileView } from "#lib/recordings/schema.ts";
import { Refusal } from "#lib/refusal.ts";

/** Begins to make a recording's file for editing. Refuses with not_found, recording_running or ffmpeg_missing. */
export async function makeSocialFile(
  app: Uses<"channels" | "db" | "socialFiles" | "sources">,
  show: ShowKeeper,
): Promise<SocialFileView> {
  const path = app.sources.ffmpeg();
  if (!path) throw new Refusal("ffmpeg_missing");
  const recordings = app.channels.recordings;
  await openFile(app, show, {});
  const index = await recordings?.find(show.id);
  if (!recordings || !index) throw new Refusal("not_found");
  const takes = [...new Set(index.files.map(({ takeId }) => takeId))].map((takeId) => ({
    seconds: index.files.reduce((sum, file) => sum + (file.takeId === takeId ? file.seconds : 0), 0) + leadSeconds,
    open: () => openExport({ showId: show.id, index, storage: recordings, takeId }),
  }));
  await app.socialFiles.begin({ showId: show.id, path, takes });
  return app.socialFiles.view(show.id);
}

/** Refuses with not_found where it is not made, or its recording is deleted. */
export async function openSocialFile(app: Uses<"channels" | "db" | "socialFiles">, show: ShowKeeper) {
  const row = await app.db.recording.findFirst({
    where: { showId: show.id, state: "READY" },
    include: { show: { select: { slug: true } } },
  });
  const file = row && (await app.socialFiles.find(show.id));
  if (!row || !file) throw new Refusal("not_found");
  async function* read({ from, to }: ByteRange): AsyncGenerator<Buffer> {
    for await (const piece of createReadStream(file?.path ?? "", { start: from, end: to })) yield piece;
  }
  return { name: `${row.show.slug}-720p.mp4`, exported: { bytes: file.bytes, read } };
}
