import type { Server as HttpServer, IncomingMessage } from "node:http";
import { Server, type ServerOptions, type Socket } from "socket.io";
import { viewerOf } from "#lib/accounts/device.ts";
import type { Actor } from "#lib/accounts/schema.ts";
import {
  type Ack,
  type ClientEvent,
  type ClientEventName,
  type ClientToServer,
  clientEvents,
  type ServerToClient,
} from "#lib/live/contract.ts";
import { Handshakes } from "#lib/live/handshakes.ts";
import { isOwnOrigin } from "#lib/live/origin.ts";
import { socketRooms } from "#lib/live/socket-rooms.ts";
import { NamelessViewers, type Speaker, Speakers } from "#lib/live/speakers.ts";
import { log } from "#lib/log.ts";
import type { Client } from "#lib/network/clients.ts";
import { Refusal } from "#lib/refusal.ts";

export type Gateway = Server<ClientToServer, ServerToClient>;
type ViewerSocket = Socket<ClientToServer, ServerToClient>;

type Handlers = {
  [Name in ClientEventName]: (
    context: { actor: Actor | null; socket: ViewerSocket; viewerId: string },
    payload: ClientEvent<Name>,
  ) => Promise<unknown>;
};

const answerWithin = 5000;
/** For a line that is open to say that it is one of ours. */
const speakWithin = 5000;
const maxBuffered = 1_000_000;

export type GatewaySettings = {
  /** Hands it the upgrades that are for it. */
  httpServer: HttpServer;
  /** Carries what is for one account to the process that has its sockets. */
  adapter?: ServerOptions["adapter"];
  clientOf: (request: IncomingMessage) => Client;
  publicUrl: string;
  findActor: (cookieHeader: string | undefined) => Promise<Actor | null>;
  tokenOf: (cookieHeader: string | undefined) => string | null;
  handlers: Handlers;
  onEnter: (showId: string, viewerId: string) => void;
  onLeave: (showId: string, viewerId: string) => void;
};

/** The only door for sockets: every event passes schema, rate, session, deadline and catch, and is answered. */
export function openGateway(settings: GatewaySettings): Gateway {
  const handshakes = new Handshakes();
  const io: Gateway = new Server(settings.httpServer, {
    transports: ["websocket"],
    serveClient: false,
    connectTimeout: speakWithin,
    perMessageDeflate: false,
    ...(settings.adapter ? { adapter: settings.adapter } : {}),
    maxHttpBufferSize: 16_384,
    pingInterval: 7000,
    pingTimeout: 6000,
    allowRequest: (request, callback) => {
      const { cookie, ...headers } = request.headers;
      const { network, host } = settings.clientOf(request);
      const own = isOwnOrigin({ ...headers, host }, settings.publicUrl);
      const refused = own === false || (own === "missing" && cookie !== undefined);
      if (refused) callback("foreign origin", false);
      else if (handshakes.admit({ network, session: settings.tokenOf(cookie) })) callback(null, true);
      else callback("too many at once", false);
    },
  });
  const hall: Hall = { settings, speakers: new Speakers(), nameless: new NamelessViewers() };
  io.on("connection", (socket) => void new Connection(socket, hall).welcome());
  const sweep = setInterval(() => cutSlowReaders(io), 5000).unref();
  settings.httpServer.once("close", () => clearInterval(sweep));
  return io;
}

type Hall = { settings: GatewaySettings; speakers: Speakers; nameless: NamelessViewers };

/** One socket, from its handshake to its end. */
class Connection {
  readonly #socket: ViewerSocket;
  readonly #hall: Hall;
  readonly #cookie: string | undefined;
  readonly #network: string;
  readonly #device: string | null;
  readonly #viewerId: string;
  readonly #taken: string[] = [];
  readonly #entered = new Set<string>();
  readonly #counted = new Set<string>();

  constructor(socket: ViewerSocket, hall: Hall) {
    this.#socket = socket;
    this.#hall = hall;
    this.#cookie = socket.handshake.headers.cookie;
    this.#network = hall.settings.clientOf(socket.request).network;
    this.#device = viewerOf(this.#cookie);
    // Only now: the handshake is read from the first request, which would be kept as long as the line.
    Reflect.set(socket.conn, "request", null);
    this.#viewerId = this.#device ?? hall.nameless.viewerId(this.#network, socket.id);
    for (const name of eventNames) this.#answer(name);
    socket.on("disconnect", () => this.#close());
  }

  /** Finds out who it is, and lets them hear what is meant for them. */
  async welcome() {
    const [socket, { settings }] = [this.#socket, this.#hall];
    if (this.#device && !this.#take(`device:${this.#device}`)) return socket.disconnect(true);
    const token = settings.tokenOf(this.#cookie);
    const actor = await settings.findActor(this.#cookie).catch(() => undefined);
    // Nobody knows who this is: taken for a guest, a buyer would hear nothing of their orders. A line that breaks comes back.
    if (actor === undefined) return socket.conn.close();
    if (!socket.connected || (actor && !this.#take(`account:${actor.id}`))) return socket.disconnect(true);
    if (actor) await socket.join([socketRooms.user(actor.id), ...(token ? [socketRooms.session(token)] : [])]);
  }

  #close() {
    const { settings, speakers, nameless } = this.#hall;
    for (const showId of this.#counted) settings.onLeave(showId, this.#viewerId);
    for (const key of this.#taken) speakers.giveBack(key);
    nameless.leave(this.#network, this.#socket.id);
  }

  #take(key: string): boolean {
    const isFree = this.#hall.speakers.take(key);
    if (isFree) this.#taken.push(key);
    return isFree;
  }

  #answer<Name extends ClientEventName>(name: Name) {
    const hear = async (payload: unknown, ...rest: unknown[]) => {
      const last = rest.at(-1);
      const ack = (reply: Ack) => {
        if (typeof last === "function") last(reply);
      };
      try {
        const data = await deadline(this.#respond(name, payload));
        ack({ ok: true, data });
      } catch (error) {
        if (error instanceof Refusal) return ack({ ok: false, code: error.code, retryAfter: error.retryAfter });
        const id = crypto.randomUUID();
        log.error({ event: "socket_event_failed", err: error, id, name }, "socket event failed");
        ack({ ok: false, code: "internal", ...{ id } });
      }
    };
    Reflect.apply(this.#socket.on, this.#socket, [name, hear]);
  }

  async #respond<Name extends ClientEventName>(name: Name, payload: unknown): Promise<unknown> {
    const { settings, speakers } = this.#hall;
    speakers.spendSocket(name, this.#socket.id);
    const parsed = clientEvents[name].safeParse(payload);
    if (!parsed.success) {
      throw new Refusal("invalid_body", { field: parsed.error.issues[0]?.path.join(".") ?? "" });
    }
    const actor = await settings.findActor(this.#cookie);
    const speaker: Speaker = { actor, device: this.#device, network: this.#network };
    speakers.spend(name, speaker);
    const context = { actor, socket: this.#socket, viewerId: this.#viewerId };
    const data: unknown = await Reflect.apply(settings.handlers[name], settings.handlers, [context, parsed.data]);
    if (name === "join") await this.#enter(clientEvents.join.parse(payload));
    if (name === "leave") await this.#leave(parsed.data.showId);
    return data;
  }

  async #enter({ showId, watching }: ClientEvent<"join">) {
    if (this.#entered.has(showId) || !this.#socket.connected) return;
    this.#entered.add(showId);
    if (watching) {
      this.#counted.add(showId);
      this.#hall.settings.onEnter(showId, this.#viewerId);
    }
    await this.#socket.join(socketRooms.show(showId));
  }

  async #leave(showId: string) {
    if (!this.#entered.delete(showId)) return;
    if (this.#counted.delete(showId)) this.#hall.settings.onLeave(showId, this.#viewerId);
    await this.#socket.leave(socketRooms.show(showId));
  }
}

const isEventName = (name: string): name is ClientEventName => Object.hasOwn(clientEvents, name);
const eventNames = Object.keys(clientEvents).filter(isEventName);

function deadline<Result>(work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Refusal("overloaded", { retryAfter: 2 })), answerWithin);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** A viewer who does not read costs memory: beyond a megabyte of unsent frames the line is cut; they come back by themselves. */
function cutSlowReaders(io: Gateway) {
  for (const socket of io.sockets.sockets.values()) {
    const transport: unknown = socket.conn.transport;
    const line: unknown = typeof transport === "object" && transport ? Reflect.get(transport, "socket") : null;
    const buffered: unknown = typeof line === "object" && line ? Reflect.get(line, "bufferedAmount") : 0;
    if (typeof buffered === "number" && buffered > maxBuffered) socket.conn.close(true);
  }
}
