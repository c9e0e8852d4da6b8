import type { Boards } from "#lib/live/boards.ts";
import type { Broadcast } from "#lib/live/broadcast.ts";
import type {
  CaptionNews,
  ChatBadge,
  FeedOrder,
  LiveDrop,
  LiveHalts,
  LiveMessage,
  LiveMoment,
  LivePoll,
  LiveQuestions,
  LiveStock,
  OrderChanged,
  OwnLine,
  PinCue,
  QuestionAnswered,
  QuestionCue,
  QueueEntry,
  ShowStatus,
  TalkRules,
  VideoStatus,
} from "#lib/live/contract.ts";
import { hearRoomEvent, type RoomEvent } from "#lib/live/room-events.ts";
import type { Author } from "#lib/live/room-talk.ts";
import type { Rooms } from "#lib/live/rooms.ts";

type Stock = Omit<LiveStock, "salesOpen">;

/** What use cases tell the world, always after their transaction committed. Nothing here waits or fails. */
export type Publisher = ReturnType<typeof createPublisher>;

/** What use cases tell by themselves. Of units, new orders, drops and queues the engine tells, which moves them. */
export type UseCasePublisher = Omit<
  Publisher,
  "stockMoved" | "ordersPlaced" | "dropMoved" | "queueMoved" | "placeDrawn" | "salesSwitched"
>;

export function createPublisher({
  tellOthers = () => undefined,
  ...here
}: {
  rooms: Rooms;
  boards: Boards;
  broadcast: Broadcast;
  /** Passes on to the other processes what this one did. */
  tellOthers?: (event: RoomEvent) => void;
}) {
  const { rooms, boards, broadcast } = here;
  function tell(event: RoomEvent) {
    hearRoomEvent(here, event);
    tellOthers(event);
  }

  return {
    stockMoved(stock: Stock) {
      tell({ kind: "stock", stock });
    },
    ordersPlaced(editionId: string, orders: FeedOrder[]) {
      tell({ kind: "orders", editionId, orders });
    },
    orderChanged(userId: string, change: OrderChanged) {
      broadcast.order(userId, change);
    },
    dropMoved(drop: LiveDrop) {
      tell({ kind: "drop", drop });
    },
    queueMoved(userId: string, entry: QueueEntry) {
      broadcast.place(userId, entry);
    },
    /** To their sockets in this process; who has none here is not written to. */
    placeDrawn(userId: string, entry: () => QueueEntry) {
      broadcast.ownPlace(userId, entry);
    },
    salesSwitched(stock: LiveStock) {
      tell({ kind: "sales", stock });
    },
    pinned(showId: string, cue: PinCue) {
      tell({ kind: "pin", showId, cue });
    },
    statusChanged(showId: string, status: ShowStatus, video?: VideoStatus) {
      tell({ kind: "status", showId, status, video });
    },
    videoChanged(showId: string, video: VideoStatus) {
      tell({ kind: "video", showId, video });
    },
    /** Products, prices or editions of a show changed. */
    catalogChanged(showId: string) {
      tell({ kind: "catalog", showId });
    },
    captionsChanged(news: CaptionNews) {
      tell({ kind: "captions", news });
    },
    ...talkNews(tell, broadcast),
    pollMoved(showId: string, poll: LivePoll) {
      tell({ kind: "poll", showId, poll });
    },
    momentsReached(showId: string, moments: LiveMoment[]) {
      tell({ kind: "moments", showId, moments });
    },
    /** A host stopped something for everybody, or let it go on. */
    halted(showId: string, halts: LiveHalts) {
      tell({ kind: "halts", showId, halts });
    },
    /** The rundown of a show moved or is planned anew. */
    runMoved(showId: string) {
      tell({ kind: "run", showId });
    },
    ...questionNews(tell, broadcast),
    /** Counted here, and told to the others once a tick. */
    liked(showId: string, n: number) {
      rooms.peek(showId)?.like(n);
    },
    viewersChanged(showId: string, viewers: number) {
      rooms.peek(showId)?.setViewers(viewers);
      boards.touch(showId);
    },
  };
}

/** What is said in a room, and what those who keep its talk do. */
function talkNews(tell: (event: RoomEvent) => void, broadcast: Broadcast) {
  return {
    chatWritten(showId: string, line: LiveMessage, { userId: author, origin }: Author) {
      tell({ kind: "chat", showId, line, author, ...(origin && { origin }) });
    },
    /** A line that nobody may read yet: who wrote it is remembered, and those who keep the chat look. */
    lineWaits(showId: string, line: LiveMessage, { userId: author, origin }: Author) {
      tell({ kind: "waits", showId, lineId: line.id, body: line.body, author, ...(origin && { origin }) });
    },
    /** Something that those who keep the chat see has changed; null is in the chats of all shows. */
    talkMoved(showId: string | null) {
      tell({ kind: "talkMoved", showId });
    },
    linesRemoved(showId: string, lineIds: string[]) {
      tell({ kind: "unsaid", showId, lineIds });
    },
    linesUnnamed(showId: string, lineIds: string[]) {
      tell({ kind: "unnamed", showId, lineIds });
    },
    arrived(showId: string, { userId, name, badge }: { userId: string; name: string; badge: ChatBadge }) {
      tell({ kind: "arrival", showId, userId, name, badge });
    },
    /** To whom a line answers or names, or whose it is. */
    addressed(userId: string, showId: string, line: LiveMessage) {
      broadcast.addressed(userId, { showId, line });
    },
    ownLineMoved(userId: string, line: OwnLine) {
      broadcast.ownLine(userId, line);
    },
    lineRestored(showId: string, line: LiveMessage) {
      tell({ kind: "restored", showId, line });
    },
    talkChanged(showId: string, rules: TalkRules) {
      tell({ kind: "talk", showId, rules });
    },
  };
}

function questionNews(tell: (event: RoomEvent) => void, broadcast: Broadcast) {
  return {
    /** The list of questions changed, or another claim is pinned. */
    questionsChanged(showId: string, questions: LiveQuestions) {
      tell({ kind: "questions", showId, questions });
    },
    questionOnAir(showId: string, cue: QuestionCue) {
      tell({ kind: "asked", showId, cue });
    },
    questionAnswered(userId: string, answered: QuestionAnswered) {
      broadcast.question(userId, answered);
    },
  };
}
