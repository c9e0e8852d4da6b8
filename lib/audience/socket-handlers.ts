import { requireBuyer, requireMoneyReader, requireTalkOf } from "#lib/accounts/gate.ts";
import { announceArrival } from "#lib/audience/announce-arrival.ts";
import { sendChat } from "#lib/audience/send-chat.ts";
import type { Uses } from "#lib/container.ts";
import type { GatewaySettings } from "#lib/live/gateway.ts";
import type { Room } from "#lib/live/room.ts";
import { socketRooms } from "#lib/live/socket-rooms.ts";
import { asideOf, whisper } from "#lib/moderation/whisper.ts";
import { readBoard } from "#lib/ops/queries.ts";
import { nullWhen, Refusal } from "#lib/refusal.ts";
import { requireOwnDraft } from "#lib/shows/require-visible.ts";

/** Taps of one finger between two events, which are two seconds apart in a crowd; whoever sends more has no finger. */
const maxTaps = 20;

/** What each socket event does; the gateway has already checked schema, rate and session. */
export function socketHandlers(
  app: Uses<"ballots" | "db" | "publish" | "rooms" | "staffNames" | "terms" | "watching">,
): GatewaySettings["handlers"] {
  return {
    /** The snapshot comes before the answer, so that a joining page misses nothing between its HTML and the first frame. */
    join({ connection, asker }, entry) {
      const warm = app.rooms.peek(entry.showId);
      if (warm && warm.state.status !== "DRAFT") return connection.enter(entry);
      return app.rooms.open(entry.showId).then(async (room) => {
        if (room?.state.status === "DRAFT") await requireOwnDraft(app, asker, entry.showId);
        return connection.enter(entry);
      });
    },
    leave: ({ connection }, { showId }) => connection.leave(showId),
    visible: ({ connection }, sight) => connection.see(sight),
    async watchBoard({ actor, socket }, { showId }) {
      const board = await readBoard(app, requireMoneyReader(actor), showId);
      if (!board) throw new Refusal("not_found");
      await socket.join(socketRooms.board(showId));
      return board;
    },
    async watchTalk({ actor, socket }, { showId }) {
      const { id } = await requireTalkOf(app.db, actor, showId);
      await socket.join([socketRooms.talk(id), socketRooms.talks]);
    },
    /** Of a room that is warm nothing is waited for: hearts are most of what is said. */
    like(_, { showId, n }) {
      const warm = app.rooms.peek(showId);
      if (warm) return like(app, warm, n);
      return app.rooms.open(showId).then((room) => like(app, room, n));
    },
    async chat({ actor, connection }, message) {
      const author = requireBuyer(actor);
      const aside = asideOf(message.body);
      const talk =
        aside === null
          ? null
          : await requireTalkOf(app.db, author, message.showId).catch(nullWhen("not_found", "not_allowed"));
      if (aside !== null && talk) return whisper(app, talk, { body: aside });
      return sendChat(app, author, message, connection.origin);
    },
    vote({ actor }, vote) {
      return app.ballots.cast(requireBuyer(actor), vote);
    },
    async arrive({ actor, connection }, { showId }) {
      const room = connection.isIn(showId) ? app.rooms.peek(showId) : null;
      if (!room) throw new Refusal("not_found");
      return announceArrival(app, requireBuyer(actor), room);
    },
    /** Only from inside the room, so that nobody fills the memory with shows of their own invention. */
    watch({ connection, viewerId }, { showId, ...report }) {
      if (!connection.isIn(showId)) throw new Refusal("not_found");
      app.watching.add(showId, viewerId, report);
    },
  };
}

function like({ publish }: Uses<"publish">, room: Room | null, n: number) {
  if (!room || room.state.status === "DRAFT") throw new Refusal("not_found");
  if (room.state.status !== "LIVE") throw new Refusal("show_not_live");
  publish.liked(room.showId, Math.min(n, maxTaps));
}
