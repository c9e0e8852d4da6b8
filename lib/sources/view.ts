import { type FileView, fileTrouble } from "#lib/sources/schema.ts";
import type { ShowFile } from "#prisma/client/client.ts";

export function viewFile(row: ShowFile): FileView {
  const { id, name, state, seconds, width, height } = row;
  return {
    ...{ id, name, state, seconds, width, height },
    bytes: Number(row.bytes),
    receivedBytes: Number(row.receivedBytes),
    trouble: fileTrouble.safeParse(row.trouble).data ?? null,
    playsAt: row.playsAt?.toISOString() ?? null,
    playedAt: row.playedAt?.toISOString() ?? null,
  };
}
