import { z } from "zod";
import type { Boards } from "#lib/live/boards.ts";
import type { Broadcast } from "#lib/live/broadcast.ts";
import {
  captionNews,
  chatBadge,
  feedOrder,
  liveDrop,
  liveHalts,
  liveMessage,
  liveMoment,
  livePoll,
  liveQuestions,
  liveStock,
  pinCue,
  questionCue,
  showStatus,
  talkRules,
  videoStatus,
} from "#lib/live/contract.ts";
import type { Room } from "#lib/live/room.ts";
import type { Rooms } from "#lib/live/rooms.ts";
import { log } from "#lib/log.ts";

const showId = z.uuid();
const originSchema = z.object({ device: z.string().nullable(), network: z.string() });

/** What moves a room, in whichever process it happened. Figures are absolute and versioned: heard twice or late they change nothing. */
export const roomEvent = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("stock"), stock: liveStock.omit({ salesOpen: true }) }),
  z.object({ kind: z.literal("sales"), stock: liveStock }),
  z.object({ kind: z.literal("orders"), editionId: z.uuid(), orders: z.array(feedOrder) }),
  z.object({ kind: z.literal("drop"), drop: liveDrop }),
  z.object({ kind: z.literal("pin"), showId, cue: pinCue }),
  z.object({ kind: z.literal("status"), showId, status: showStatus, video: videoStatus.optional() }),
  z.object({ kind: z.literal("video"), showId, video: videoStatus }),
  z.object({ kind: z.literal("catalog"), showId }),
  z.object({ kind: z.literal("captions"), news: captionNews }),
  /** `author` is the account that wrote it, so that nobody repeats themselves through another process. */
  z.object({
    kind: z.literal("chat"),
    showId,
    line: liveMessage,
    author: z.string(),
    origin: originSchema.optional(),
  }),
  /** A line that nobody may read yet. */
  z.object({
    kind: z.literal("waits"),
    showId,
    lineId: z.string(),
    body: z.string(),
    author: z.string(),
    origin: originSchema.optional(),
  }),
  /** Null is in all shows. */
  z.object({ kind: z.literal("talkMoved"), showId: showId.nullable() }),
  z.object({ kind: z.literal("unsaid"), showId, lineIds: z.array(z.string()) }),
  z.object({ kind: z.literal("unnamed"), showId, lineIds: z.array(z.string()) }),
  z.object({ kind: z.literal("arrival"), showId, userId: z.string(), name: z.string(), badge: chatBadge }),
  /** A line that was taken back, and stands again. */
  z.object({ kind: z.literal("restored"), showId, line: liveMessage }),
  z.object({ kind: z.literal("talk"), showId, rules: talkRules }),
  z.object({ kind: z.literal("poll"), showId, poll: livePoll }),
  z.object({ kind: z.literal("moments"), showId, moments: z.array(liveMoment) }),
  z.object({ kind: z.literal("questions"), showId, questions: liveQuestions }),
  z.object({ kind: z.literal("asked"), showId, cue: questionCue }),
  z.object({ kind: z.literal("halts"), showId, halts: liveHalts }),
  z.object({ kind: z.literal("run"), showId }),
  z.object({ kind: z.literal("likes"), showId, n: z.number() }),
  /** Frames up to this number were seen, also while the leader could not be heard. */
  z.object({ kind: z.literal("seen"), showId, seq: z.number() }),
]);
export type RoomEvent = z.infer<typeof roomEvent>;

type Hearing = { rooms: Rooms; boards: Boards; broadcast: Broadcast };

/** Lays an event over the rooms of this process. */
export function hearRoomEvent({ rooms, boards, broadcast }: Hearing, event: RoomEvent): void {
  switch (event.kind) {
    case "stock":
    case "sales":
      for (const room of rooms.selling(event.stock.editionId)) {
        room.setStock(event.stock);
        boards.touch(room.showId);
      }
      break;
    case "orders":
      for (const room of rooms.selling(event.editionId)) room.addOrders(event.orders);
      break;
    case "drop":
      rooms.peek(event.drop.showId)?.setDrop(event.drop);
      break;
    case "pin":
      rooms.peek(event.showId)?.pin(event.cue);
      break;
    case "status":
      rooms.peek(event.showId)?.change(withoutMissing(event));
      break;
    case "video":
      rooms.peek(event.showId)?.setVideo(event.video);
      break;
    case "catalog":
      refresh({ rooms, boards }, event.showId);
      break;
    case "captions":
    case "run":
    case "talkMoved":
      hearWord(broadcast, event);
      break;
    case "chat":
      hearLine(rooms.peek(event.showId), event);
      break;
    case "waits":
      hearWaiting(rooms.peek(event.showId), event);
      broadcast.talk(event.showId);
      break;
    case "unsaid":
    case "unnamed":
    case "arrival":
    case "restored":
    case "talk":
      hearTalk(rooms.peek(event.showId), event);
      break;
    case "poll":
    case "moments":
    case "questions":
    case "asked":
    case "halts":
      hearTold(rooms.peek(event.showId), event);
      break;
    case "likes":
      rooms.peek(event.showId)?.countLikes(event.n);
      break;
    case "seen":
      rooms.peek(event.showId)?.numberAbove(event.seq);
      break;
  }
}

/** What is passed on and kept nowhere. */
function hearWord(broadcast: Broadcast, event: Extract<RoomEvent, { kind: "captions" | "run" | "talkMoved" }>): void {
  if (event.kind === "captions") broadcast.captions(event.news);
  else if (event.kind === "run") broadcast.run(event.showId);
  else broadcast.talk(event.showId);
}

type Told = Extract<RoomEvent, { kind: "asked" | "halts" | "moments" | "poll" | "questions" }>;

/** What the show puts before everybody. */
function hearTold(room: Room | null, event: Told): void {
  if (event.kind === "poll") room?.shown.setPoll(event.poll);
  else if (event.kind === "moments") room?.shown.addMoments(event.moments);
  else if (event.kind === "questions") room?.shown.setQuestions(event.questions);
  else if (event.kind === "halts") room?.shown.setHalts(event.halts);
  else room?.shown.ask(event.cue);
}

function hearLine(room: Room | null, { line, author, origin }: Extract<RoomEvent, { kind: "chat" }>): void {
  room?.talk.rememberWords(author, line.body);
  room?.talk.rememberAuthor(line.id, { userId: author, origin });
  room?.talk.add(line);
}

type TalkEvent = Extract<RoomEvent, { kind: "unsaid" | "unnamed" | "arrival" | "restored" | "talk" }>;

/** What became of a talk, by those who keep it and those who come in. */
function hearTalk(room: Room | null, event: TalkEvent): void {
  switch (event.kind) {
    case "unsaid":
      room?.talk.remove(event.lineIds);
      break;
    case "unnamed":
      room?.talk.unname(event.lineIds);
      break;
    case "arrival":
      room?.talk.arrive(event);
      break;
    case "restored":
      room?.talk.add(event.line);
      break;
    case "talk":
      room?.talk.setRules(event.rules);
      break;
  }
}

function hearWaiting(room: Room | null, { lineId, body, author, origin }: Extract<RoomEvent, { kind: "waits" }>): void {
  room?.talk.rememberWords(author, body);
  room?.talk.rememberAuthor(lineId, { userId: author, origin });
}

/** Products, prices or editions of a show changed. */
function refresh({ rooms, boards }: Pick<Hearing, "rooms" | "boards">, id: string): void {
  rooms.refresh(id).then(
    () => boards.touch(id),
    (error: unknown) =>
      log.warn(
        { event: "room_refresh_failed", err: error, showId: id },
        "show not readable, its room keeps what it knew",
      ),
  );
}

function withoutMissing({ status, video }: Extract<RoomEvent, { kind: "status" }>) {
  return video ? { status, video } : { status };
}
