import type { Boards } from "#lib/live/boards.ts";
import type { Broadcast } from "#lib/live/broadcast.ts";
import type {
  CaptionNews,
  FeedOrder,
  LiveDrop,
  LiveMessage,
  LiveStock,
  OrderChanged,
  PinCue,
  QueueEntry,
  ShowStatus,
  VideoStatus,
} from "#lib/live/contract.ts";
import type { Rooms } from "#lib/live/rooms.ts";
import { log } from "#lib/log.ts";

type Stock = Omit<LiveStock, "salesOpen">;

/** What use cases tell the world, always after their transaction committed. Nothing here waits or fails. */
export type Publisher = ReturnType<typeof createPublisher>;

/** What use cases tell by themselves. Of units, new orders, drops and queues the engine tells, which moves them. */
export type UseCasePublisher = Omit<
  Publisher,
  "stockMoved" | "ordersPlaced" | "dropMoved" | "queueMoved" | "salesSwitched"
>;

export function createPublisher({ rooms, boards, broadcast }: { rooms: Rooms; boards: Boards; broadcast: Broadcast }) {
  function* selling(editionId: string) {
    for (const room of rooms.all()) if (room.sells(editionId)) yield room;
  }

  return {
    stockMoved(stock: Stock) {
      for (const room of selling(stock.editionId)) {
        room.setStock(stock);
        boards.touch(room.showId);
      }
    },
    ordersPlaced(editionId: string, orders: FeedOrder[]) {
      for (const room of selling(editionId)) room.addOrders(orders);
    },
    orderChanged(userId: string, change: OrderChanged) {
      broadcast.order(userId, change);
    },
    dropMoved(drop: LiveDrop) {
      rooms.peek(drop.showId)?.setDrop(drop);
    },
    queueMoved(userId: string, entry: QueueEntry) {
      broadcast.place(userId, entry);
    },
    salesSwitched(stock: LiveStock) {
      for (const room of selling(stock.editionId)) {
        room.setStock(stock);
        boards.touch(room.showId);
      }
    },
    pinned(showId: string, cue: PinCue) {
      rooms.peek(showId)?.pin(cue);
    },
    statusChanged(showId: string, status: ShowStatus, video?: VideoStatus) {
      rooms.peek(showId)?.change({ status, ...(video ? { video } : {}) });
    },
    videoChanged(showId: string, video: VideoStatus) {
      rooms.peek(showId)?.change({ video });
    },
    /** Products, prices or editions of a show changed. */
    catalogChanged(showId: string) {
      rooms.refresh(showId).then(
        () => boards.touch(showId),
        (error: unknown) =>
          log.warn(
            { event: "room_refresh_failed", err: error, showId },
            "show not readable, its room keeps what it knew",
          ),
      );
    },
    captionsChanged(news: CaptionNews) {
      broadcast.captions(news);
    },
    chatWritten(showId: string, line: LiveMessage) {
      rooms.peek(showId)?.addChat(line);
    },
    liked(showId: string, n: number) {
      rooms.peek(showId)?.like(n);
    },
    viewersChanged(showId: string, viewers: number) {
      rooms.peek(showId)?.change({ viewers });
      boards.touch(showId);
    },
  };
}
