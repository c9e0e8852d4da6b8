import { requireBuyer, requireOperator } from "#lib/accounts/gate.ts";
import { sendChat } from "#lib/audience/send-chat.ts";
import type { Uses } from "#lib/container.ts";
import type { GatewaySettings } from "#lib/live/gateway.ts";
import { readSnapshot } from "#lib/live/snapshot.ts";
import { socketRooms } from "#lib/live/socket-rooms.ts";
import { readBoard } from "#lib/ops/queries.ts";
import { Refusal } from "#lib/refusal.ts";

/** Taps of one finger between two events; whoever sends more has no finger. */
const maxTaps = 10;

/** What each socket event does; the gateway has already checked schema, rate and session. */
export function socketHandlers(app: Uses<"db" | "publish" | "rooms" | "watching">): GatewaySettings["handlers"] {
  return {
    /** Answers with the snapshot, so that a joining page misses nothing between its HTML and the first frame. */
    async join(_, { showId }) {
      return readSnapshot(app, showId);
    },
    async leave() {},
    async watchBoard({ actor, socket }, { showId }) {
      const board = await readBoard(app, requireOperator(actor), showId);
      if (!board) throw new Refusal("not_found");
      await socket.join(socketRooms.board(showId));
      return board;
    },
    async like(_, { showId, n }) {
      const { rooms, publish } = app;
      const room = await rooms.open(showId);
      if (!room) throw new Refusal("not_found");
      if (room.state.status !== "LIVE") throw new Refusal("show_not_live");
      publish.liked(showId, Math.min(n, maxTaps));
    },
    async chat({ actor }, message) {
      return sendChat(app, requireBuyer(actor), message);
    },
    /** Only from inside the room, so that nobody fills the memory with shows of their own invention. */
    async watch({ socket, viewerId }, { showId, ...report }) {
      if (!socket.rooms.has(socketRooms.show(showId))) throw new Refusal("not_found");
      app.watching.add(showId, viewerId, report);
    },
  };
}
