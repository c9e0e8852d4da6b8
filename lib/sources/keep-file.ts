import type { DeskOf } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import type { ShowStatus } from "#lib/live/contract.ts";
import { refuseOver } from "#lib/live/refuse-over.ts";
import { Refusal } from "#lib/refusal.ts";
import { filePath, hasRoomFor, removeFile, writePiece } from "#lib/sources/files.ts";
import { probeFile } from "#lib/sources/probe-file.ts";
import { type FileInput, type FileView, maxPieceBytes } from "#lib/sources/schema.ts";
import { viewFile } from "#lib/sources/view.ts";

const maxFiles = 8;

/** Announces a file that will be uploaded piece by piece. Refuses with show_ended, files_full or disk_full. */
export async function announceFile(
  { db, env }: Uses<"db" | "env">,
  show: DeskOf<"show">,
  { name, bytes }: FileInput,
): Promise<FileView> {
  if (!(await hasRoomFor(env.DATA_DIR, bytes))) throw new Refusal("disk_full");
  const row = await db.$transaction(async (tx) => {
    const rows = await tx.$queryRaw<{ status: ShowStatus }[]>`
      SELECT status::text AS status FROM show WHERE id = ${show.id}::uuid FOR UPDATE`;
    refuseOver(rows[0]?.status);
    if ((await tx.showFile.count({ where: { showId: show.id } })) >= maxFiles) throw new Refusal("files_full");
    const made = await tx.showFile.create({ data: { showId: show.id, name, bytes } });
    await recordAct(tx, {
      actorId: show.hand.id,
      action: "show.file_added",
      subject: `show:${show.id}`,
      after: { id: made.id, name, bytes },
    });
    return made;
  });
  return viewFile(row);
}

/**
 * Takes one piece. It has to begin where the last one ended; another one is not written, and the answer says where to go on.
 * With the last one, or an empty one behind it, the file is looked into. Refuses with not_found.
 */
export async function takePiece(
  app: Uses<"db" | "env" | "sources">,
  show: DeskOf<"show">,
  fileId: string,
  { offset, bytes }: { offset: number; bytes: Uint8Array },
): Promise<FileView> {
  const { db, env } = app;
  const before = await findFile(app, show, fileId);
  const end = offset + bytes.length;
  if (bytes.length > maxPieceBytes || end > Number(before.bytes)) throw new Refusal("body_too_large");
  if (before.state !== "UPLOADING" || Number(before.receivedBytes) !== offset) return viewFile(before);
  if (bytes.length > 0) {
    await writePiece(env.DATA_DIR, fileId, offset, bytes);
    await db.$executeRaw`
      UPDATE show_file SET received_bytes = ${end} WHERE id = ${fileId}::uuid AND received_bytes = ${offset}`;
  }
  // Also when all of it was there already: the process may have ended before the file was looked into.
  if (end === Number(before.bytes)) await lookInto(app, fileId);
  return viewFile(await findFile(app, show, fileId));
}

async function lookInto({ db, env, sources }: Uses<"db" | "env" | "sources">, fileId: string): Promise<void> {
  const ffmpeg = sources.ffmpeg();
  const path = filePath(env.DATA_DIR, fileId);
  const probed = ffmpeg ? await probeFile(ffmpeg, path) : { trouble: "ffmpeg_missing" as const };
  const data = "trouble" in probed ? { state: "REFUSED" as const, ...probed } : { state: "READY" as const, ...probed };
  await db.showFile.updateMany({ where: { id: fileId, state: "UPLOADING" }, data });
  if ("trouble" in probed) await removeFile(env.DATA_DIR, fileId);
}

/** Removes a file; what is playing of it stops. The file goes before its row, which is all that leads to it. Refuses with not_found. */
export async function deleteFile(
  app: Uses<"db" | "env" | "sources">,
  show: DeskOf<"show">,
  fileId: string,
): Promise<void> {
  const { db, env, sources } = app;
  await findFile(app, show, fileId);
  if (sources.find(show.id, "file")?.view().played?.fileId === fileId) sources.remove(show.id, "file");
  await removeFile(env.DATA_DIR, fileId);
  await db.$transaction(async (tx) => {
    const { count } = await tx.showFile.deleteMany({ where: { id: fileId, showId: show.id } });
    if (count === 0) throw new Refusal("not_found");
    await recordAct(tx, {
      actorId: show.hand.id,
      action: "show.file_removed",
      subject: `show:${show.id}`,
      before: { id: fileId },
    });
  });
}

/** A show's own file. Refuses with not_found. */
export async function findFile({ db }: Uses<"db">, show: Pick<DeskOf<"show">, "id">, fileId: string) {
  const row = await db.showFile.findFirst({ where: { id: fileId, showId: show.id } });
  if (!row) throw new Refusal("not_found");
  return row;
}
