// The same socket.io as it comes, and the loops people write with it.
import { createServer } from "node:http";
import { Server } from "socket.io";
import { z } from "zod";
import { answerParent } from "#bench/harness/answer-parent.ts";
import { feedOrder, liveMessage } from "#bench/harness/show-events.ts";
import { listen } from "#lib/boot/http/listen.ts";
import { openDatabase } from "#lib/db.ts";

const repeated = z.object({ frame: z.unknown(), everyMs: z.number() });
const perSecond = z.object({ events: z.number(), editionId: z.string() });
const liked = z.object({ showId: z.uuid(), n: z.number() });

const server = createServer();
const io = new Server(server, { transports: ["websocket"], serveClient: false });
const db = openDatabase(process.env.DATABASE_URL ?? "", { connections: 8 });
const port = await listen(server, { port: 0, host: "127.0.0.1" });
let timer: NodeJS.Timeout | undefined;
let made = 0;

io.on("connection", (socket) => {
  socket.on("like", async (payload: unknown, answer: (reply: object) => void) => {
    const { showId, n } = liked.parse(payload);
    await db.show.update({ where: { id: showId }, data: { likes: { increment: n } } });
    answer({ ok: true });
  });
});

answerParent({
  listen: () => port,
  repeat: (payload) => {
    const { frame, everyMs } = repeated.parse(payload);
    timer = setInterval(() => io.emit("frame", frame), everyMs);
  },
  /** One message to everybody for everything that happens, in the product's mix. */
  playEvents: (payload) => {
    const { events, editionId } = perSecond.parse(payload);
    timer = setInterval(() => happen(editionId), 1000 / events);
  },
  stopEvents: () => {
    clearInterval(timer);
    const count = made;
    made = 0;
    return count;
  },
});

function happen(editionId: string) {
  made += 1;
  const kind = made % 5;
  if (kind === 0) io.emit("order", feedOrder(editionId));
  else if (kind === 1) io.emit("chat", liveMessage());
  else io.emit("likes", { likes: made });
}
