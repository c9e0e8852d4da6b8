import type { Server as HttpServer } from "node:http";
import { Server, type Socket } from "socket.io";
import type { Actor } from "#lib/accounts/schema.ts";
import {
  type Ack,
  type ClientEvent,
  type ClientEventName,
  type ClientToServer,
  clientEvents,
  type ServerToClient,
} from "#lib/live/contract.ts";
import { isOwnOrigin } from "#lib/live/origin.ts";
import { log } from "#lib/log.ts";
import { type Rate, RateLimit } from "#lib/rate-limit.ts";
import { Refusal } from "#lib/refusal.ts";

export type Gateway = Server<ClientToServer, ServerToClient>;
type ViewerSocket = Socket<ClientToServer, ServerToClient>;

type Handlers = {
  [Name in ClientEventName]: (
    context: { actor: Actor | null; socket: ViewerSocket; viewerId: string },
    payload: ClientEvent<Name>,
  ) => Promise<unknown>;
};

/** How often one socket may say what. */
const rates: Record<ClientEventName, Rate> = {
  join: { points: 20, duration: 5 },
  leave: { points: 20, duration: 5 },
  watchBoard: { points: 10, duration: 5 },
  like: { points: 6, duration: 2 },
  chat: { points: 5, duration: 5 },
  watch: { points: 4, duration: 10 },
};

const handshakesPerSecond = 2000;
const answerWithin = 5000;
const mostBuffered = 1_000_000;

export type GatewaySettings = {
  httpServer: HttpServer;
  publicUrl: string;
  findActor: (cookieHeader: string | undefined) => Promise<Actor | null>;
  tokenOf: (cookieHeader: string | undefined) => string | null;
  handlers: Handlers;
  onEnter: (showId: string, viewerId: string) => void;
  onLeave: (showId: string, viewerId: string) => void;
};

/** The only door for sockets: every event passes schema, rate, session, deadline and catch, and is answered. */
export function openGateway(settings: GatewaySettings): Gateway {
  const admit = admission();
  const io: Gateway = new Server(settings.httpServer, {
    transports: ["websocket"],
    serveClient: false,
    // Other upgrades are for others: lib/boot/upgrades.ts ends those that are for nobody.
    destroyUpgrade: false,
    perMessageDeflate: false,
    maxHttpBufferSize: 16_384,
    pingInterval: 7000,
    pingTimeout: 6000,
    allowRequest: (request, callback) => {
      const own = isOwnOrigin(request.headers, settings.publicUrl);
      const refused = own === false || (own === "missing" && request.headers.cookie !== undefined);
      if (refused) callback("foreign origin", false);
      else if (!admit()) callback("too many at once", false);
      else callback(null, true);
    },
  });
  const limits = new Map(eventNames.map((name) => [name, new RateLimit(rates[name])]));
  io.on("connection", (socket) => void welcome(socket, settings, limits));
  const sweep = setInterval(() => cutSlowReaders(io), 5000).unref();
  settings.httpServer.once("close", () => clearInterval(sweep));
  return io;
}

async function welcome(socket: ViewerSocket, settings: GatewaySettings, limits: Map<ClientEventName, RateLimit>) {
  const { cookie } = socket.handshake.headers;
  // Only now: the handshake is read from the first request, which would be kept as long as the line.
  Reflect.set(socket.conn, "request", null);
  const viewerId = viewerOf(cookie) ?? socket.id;
  const entered = new Set<string>();
  const counted = new Set<string>();

  for (const name of eventNames) answer(name);
  socket.on("disconnect", () => {
    for (const showId of counted) settings.onLeave(showId, viewerId);
  });
  const token = settings.tokenOf(cookie);
  const actor = await settings.findActor(cookie).catch(() => null);
  if (actor) await socket.join([`user:${actor.id}`, ...(token ? [`session:${token}`] : [])]);

  function answer<Name extends ClientEventName>(name: Name) {
    const hear = async (payload: unknown, ...rest: unknown[]) => {
      const last = rest.at(-1);
      const ack = (reply: Ack) => {
        if (typeof last === "function") last(reply);
      };
      try {
        const data = await deadline(respond(name, payload));
        ack({ ok: true, data });
      } catch (error) {
        if (error instanceof Refusal) return ack({ ok: false, code: error.code, retryAfter: error.retryAfter });
        const id = crypto.randomUUID();
        log.error({ err: error, id, event: name }, "socket event failed");
        ack({ ok: false, code: "internal", ...{ id } });
      }
    };
    Reflect.apply(socket.on, socket, [name, hear]);
  }

  async function respond<Name extends ClientEventName>(name: Name, payload: unknown): Promise<unknown> {
    limits.get(name)?.spend(socket.id);
    const parsed = clientEvents[name].safeParse(payload);
    if (!parsed.success) {
      throw new Refusal("invalid_body", { field: parsed.error.issues[0]?.path.join(".") ?? "" });
    }
    const context = { actor: await settings.findActor(cookie), socket, viewerId };
    const data: unknown = await Reflect.apply(settings.handlers[name], settings.handlers, [context, parsed.data]);
    if (name === "join") await enter(clientEvents.join.parse(payload));
    if (name === "leave") await leave(parsed.data.showId);
    return data;
  }

  async function enter({ showId, watching }: ClientEvent<"join">) {
    if (entered.has(showId) || !socket.connected) return;
    entered.add(showId);
    if (watching) {
      counted.add(showId);
      settings.onEnter(showId, viewerId);
    }
    await socket.join(`show:${showId}`);
  }

  async function leave(showId: string) {
    if (!entered.delete(showId)) return;
    if (counted.delete(showId)) settings.onLeave(showId, viewerId);
    await socket.leave(`show:${showId}`);
  }
}

const eventNames: ClientEventName[] = ["join", "leave", "watchBoard", "like", "chat", "watch"];

function deadline<Result>(work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Refusal("overloaded", { retryAfter: 2 })), answerWithin);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** The browser's own id, set on the first page and shared by its tabs; it says nothing about the person. */
function viewerOf(cookie: string | undefined): string | null {
  return /(?:^|;\s*)launchroom\.viewer=([A-Za-z0-9_-]{16,64})(?:;|$)/.exec(cookie ?? "")?.[1] ?? null;
}

function admission() {
  let second = 0;
  let admitted = 0;
  return () => {
    const now = Math.floor(Date.now() / 1000);
    if (now !== second) {
      second = now;
      admitted = 0;
    }
    admitted += 1;
    return admitted <= handshakesPerSecond;
  };
}

/** A viewer who does not read costs memory: beyond a megabyte of unsent frames the line is cut; they come back by themselves. */
function cutSlowReaders(io: Gateway) {
  for (const socket of io.sockets.sockets.values()) {
    const transport: unknown = socket.conn.transport;
    const line: unknown = typeof transport === "object" && transport ? Reflect.get(transport, "socket") : null;
    const buffered: unknown = typeof line === "object" && line ? Reflect.get(line, "bufferedAmount") : 0;
    if (typeof buffered === "number" && buffered > mostBuffered) socket.conn.close(true);
  }
}
