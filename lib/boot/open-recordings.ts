import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { explainFileError } from "#lib/boot/boot-error.ts";
import { takeLock } from "#lib/boot/lock-file.ts";
import type { Env } from "#lib/env.ts";
import { log } from "#lib/log.ts";
import { Recordings } from "#lib/media/recording/recordings.ts";
import { S3Storage } from "#lib/media/recording/s3-storage.ts";
import type { RecordingRows } from "#lib/recordings/recording-rows.ts";

const gigabyte = 1024 ** 3;

/** Recordings under DATA_DIR, copied to the object store of the settings if there is one. */
export function openRecordings(env: Env, rows: RecordingRows): Recordings {
  const folder = join(env.DATA_DIR, "recordings");
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw explainFileError(error, folder);
  }
  const { RECORDINGS_S3_BUCKET: bucket, RECORDINGS_S3_REGION: region, RECORDINGS_S3_ENDPOINT: endpoint } = env;
  const maxBytes = env.RECORDINGS_CACHE_GB * gigabyte;
  return new Recordings({
    folder,
    quotaBytes: env.RECORDINGS_QUOTA_GB === undefined ? undefined : env.RECORDINGS_QUOTA_GB * gigabyte,
    archive: bucket ? new S3Storage({ bucket, region, endpoint }) : undefined,
    cache: env.RECORDINGS_CACHE_GB > 0 ? { folder: join(env.DATA_DIR, "recordings-cache"), maxBytes } : undefined,
    lock: (showId) => {
      const taken = takeLock(join(folder, `${showId}.lock`));
      return "release" in taken ? taken.release : undefined;
    },
    isKept: (showId) => rows.isKept(showId),
    isFinal: (showId) => rows.isFinal(showId),
    onChange: (change) => {
      rows.note(change);
      if (change.state.startsWith("stopped_"))
        log.error({ event: "recording_stopped", showId: change.showId, state: change.state }, "recording stopped");
      return change.archived ? rows.flush() : undefined;
    },
    onError: ({ showId, error, what }) =>
      log.error({ event: "recording_failed", err: error, showId, what }, "a recording could not be written; retrying"),
  });
}
