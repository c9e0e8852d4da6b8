import type { RecordingView, ReplayView } from "#lib/recordings/schema.ts";
import type { Recording } from "#prisma/client/client.ts";

export function viewRecording(row: Recording): RecordingView {
  return {
    state: row.state,
    storage: row.storage === "s3" ? "s3" : "disk",
    startedAt: row.startedAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    bytes: Number(row.bytes),
    seconds: row.seconds,
    segments: row.segments,
    missed: row.missed,
    hash: row.hash,
    retentionDays: row.retentionDays,
    retentionUntil: row.retentionUntil?.toISOString() ?? null,
    legalHold: row.legalHold,
    deletedAt: row.deletedAt?.toISOString() ?? null,
    deletedWhy: row.deletedWhy,
  };
}

export function viewReplay({ showId, startedAt, endedAt, seconds }: Recording, mediaUrl: string): ReplayView | null {
  if (!endedAt) return null;
  const address = `${mediaUrl}/media/${showId}/replay.m3u8`;
  return { address, startedAt: startedAt.toISOString(), endedAt: endedAt.toISOString(), seconds };
}
