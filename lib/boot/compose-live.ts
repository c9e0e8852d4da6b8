import { composePeers } from "#lib/boot/compose-peers.ts";
import { openRecordings } from "#lib/boot/open-recordings.ts";
import { NewestCues } from "#lib/captions/newest-cues.ts";
import { readAllCues } from "#lib/captions/queries.ts";
import type { Database } from "#lib/db.ts";
import { VideoPauses } from "#lib/drops/pause-with-video.ts";
import { Engine } from "#lib/engine/engine.ts";
import type { Env } from "#lib/env.ts";
import type { EncodedFrame } from "#lib/live/audiences.ts";
import { Boards } from "#lib/live/boards.ts";
import { Broadcast } from "#lib/live/broadcast.ts";
import type { Frame } from "#lib/live/contract.ts";
import { Presence } from "#lib/live/presence.ts";
import { createPublisher } from "#lib/live/publish.ts";
import { hearRoomEvent, type RoomEvent } from "#lib/live/room-events.ts";
import { Rooms } from "#lib/live/rooms.ts";
import { Snapshots } from "#lib/live/snapshots.ts";
import { log } from "#lib/log.ts";
import { Channels } from "#lib/media/channels.ts";
import { readBoardFigures } from "#lib/ops/read-board.ts";
import { QuestionMemory } from "#lib/questions/question-memory.ts";
import { readLiveQuestions } from "#lib/questions/read-live.ts";
import { RecordingRows } from "#lib/recordings/recording-rows.ts";
import type { RedisConnections } from "#lib/redis.ts";
import { readRoom } from "#lib/shows/read-room.ts";
import { findFfmpeg } from "#lib/sources/ffmpeg.ts";
import { openAac } from "#lib/sources/make-aac.ts";
import type { Statements } from "#lib/statements.ts";

type Below = { env: Env; db: Database; hot: Statements; redis: RedisConnections | undefined };

/** The engine, the video and the rooms, which know of one another: what is sold, shown and said reaches whoever watches. */
export function composeLive({ env, db, hot, redis }: Below) {
  const snapshots = new Snapshots(async (showId) => (await rooms.open(showId))?.snapshot() ?? null);
  const broadcast = new Broadcast({ snapshots });
  const recordingRows = new RecordingRows({ db, retentionDays: env.RECORDINGS_RETENTION_DAYS });
  const recordings = openRecordings(env, recordingRows);
  const channels = new Channels({
    recordings,
    readCaptions: (showId) => readCaptions(db, showId),
    makeAac: (on) => openAac(findFfmpeg(env.FFMPEG_PATH), on),
    onStatus: ({ showId, status }) => {
      publish.videoChanged(showId, status);
      videoPauses.hear(showId, status);
    },
  });
  const presence = new Presence((showId) => publish.viewersChanged(showId, viewersOf(showId)));
  const hearing = {
    event: (event: RoomEvent) => {
      if (event.kind === "captions") newestCues.forget(event.news.showId);
      hearRoomEvent({ rooms, boards, broadcast }, event);
    },
    relay: (showId: string, frame: EncodedFrame) => broadcast.relayFrame(showId, frame),
    follow: (showId: string, frame: Frame) => rooms.follow(showId, frame),
    seen: () => rooms.all(),
  };
  const shared = redis && composePeers({ env, db, redis, presence, hearing });
  const viewersOf = (showId: string) => (shared?.audience ?? presence).viewers(showId);
  /** Where the picture comes in is known best; elsewhere it is what was heard last. */
  const videoOf = (showId: string) =>
    shared && !channels.find(showId) ? (rooms.peek(showId)?.state.video ?? "waiting") : channels.status(showId);
  const rooms = new Rooms({
    load: async (showId) => {
      const here = () => ({ viewers: viewersOf(showId), video: videoOf(showId) });
      const [room, asked] = await Promise.all([readRoom(db, showId, here), readLiveQuestions(db, showId)]);
      return room && { ...room, ...asked };
    },
    send: (showId, frame) => {
      const encoded = broadcast.frame(showId, frame);
      shared?.peers.frame(showId, encoded);
    },
    onSampled: (showId) => snapshots.forget(showId),
    isWatched: (showId) => broadcast.isShowWatched(showId),
    peers: shared?.peers,
  });
  const boards = new Boards({
    read: (showId) => readBoardFigures(db, rooms, showId),
    isWatched: (showId) => broadcast.isBoardWatched(showId),
    send: (showId, board) => broadcast.board(showId, board),
  });
  const newestCues = new NewestCues(db);
  const questions = new QuestionMemory({ db, tell: (showId, list) => publish.questionsChanged(showId, list) });
  const publish = createPublisher({ rooms, boards, broadcast, tellOthers: (event) => shared?.peers.tell(event) });
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
    newestCues,
    questions,
    shared,
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
