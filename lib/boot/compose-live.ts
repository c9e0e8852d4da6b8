import { openRecordings } from "#lib/boot/open-recordings.ts";
import { readAllCues } from "#lib/captions/queries.ts";
import type { Database } from "#lib/db.ts";
import { VideoPauses } from "#lib/drops/pause-with-video.ts";
import { Engine } from "#lib/engine/engine.ts";
import type { Env } from "#lib/env.ts";
import { Boards } from "#lib/live/boards.ts";
import { Broadcast } from "#lib/live/broadcast.ts";
import { Presence } from "#lib/live/presence.ts";
import { createPublisher } from "#lib/live/publish.ts";
import { Rooms } from "#lib/live/rooms.ts";
import { Snapshots } from "#lib/live/snapshots.ts";
import { log } from "#lib/log.ts";
import { Channels } from "#lib/media/channels.ts";
import { readBoardFigures } from "#lib/ops/read-board.ts";
import { RecordingRows } from "#lib/recordings/recording-rows.ts";
import { readRoom } from "#lib/shows/read-room.ts";
import type { Statements } from "#lib/statements.ts";

/** The engine, the video and the rooms, which know of one another: what is sold, shown and said reaches whoever watches. */
export function composeLive({ env, db, hot }: { env: Env; db: Database; hot: Statements }) {
  const snapshots = new Snapshots(async (showId) => (await rooms.open(showId))?.snapshot() ?? null);
  const broadcast = new Broadcast({ snapshots });
  const recordingRows = new RecordingRows({ db, retentionDays: env.RECORDINGS_RETENTION_DAYS });
  const recordings = openRecordings(env, recordingRows);
  const channels = new Channels({
    recordings,
    readCaptions: (showId) => readCaptions(db, showId),
    onStatus: ({ showId, status }) => {
      publish.videoChanged(showId, status);
      videoPauses.hear(showId, status);
    },
  });
  const presence = new Presence((showId, viewers) => publish.viewersChanged(showId, viewers));
  const rooms = new Rooms({
    load: (showId) =>
      readRoom(db, showId, () => ({ viewers: presence.viewers(showId), video: channels.status(showId) })),
    send: (showId, frame) => broadcast.frame(showId, frame),
    isWatched: (showId) => broadcast.isShowWatched(showId),
  });
  const boards = new Boards({
    read: (showId) => readBoardFigures(db, rooms, showId),
    isWatched: (showId) => broadcast.isBoardWatched(showId),
    send: (showId, board) => broadcast.board(showId, board),
  });
  const publish = createPublisher({ rooms, boards, broadcast });
  const engine = new Engine({ db, hot, publish, boards });
  const videoPauses = new VideoPauses({ db, engine });
  return {
    broadcast,
    recordingRows,
    recordings,
    channels,
    presence,
    rooms,
    snapshots,
    boards,
    publish,
    engine,
    videoPauses,
  };
}

async function readCaptions(db: Database, showId: string) {
  try {
    return await readAllCues(db, showId);
  } catch (error) {
    log.warn(
      { event: "captions_unreadable", err: error, showId },
      "captions not readable, the show's playlists go without",
    );
    throw error;
  }
}
