import type { Server as HttpServer, IncomingMessage } from "node:http";
import { Server, type ServerOptions, type Socket } from "socket.io";
import type { Actor } from "#lib/accounts/schema.ts";
import type { Audiences } from "#lib/live/audiences.ts";
import { Connection, type Hall } from "#lib/live/connection.ts";
import type { ClientEvent, ClientEventName, ClientToServer, ServerToClient } from "#lib/live/contract.ts";
import { Handshakes } from "#lib/live/handshakes.ts";
import { isOwnOrigin } from "#lib/live/origin.ts";
import type { Packet } from "#lib/live/packets.ts";
import { dropResponse, type UpgradeResponse } from "#lib/live/slim-socket.ts";
import { NamelessViewers, Speakers } from "#lib/live/speakers.ts";
import type { Client } from "#lib/network/clients.ts";

export type Gateway = Server<ClientToServer, ServerToClient>;
export type ViewerSocket = Socket<ClientToServer, ServerToClient>;

/** `actor` is looked up for what only an account may say, and null for all else; `asker` looks it up where it matters after all. */
type Handlers = {
  [Name in ClientEventName]: (
    context: {
      actor: Actor | null;
      asker: () => Promise<Actor | null>;
      connection: Connection;
      socket: ViewerSocket;
      viewerId: string;
    },
    payload: ClientEvent<Name>,
  ) => unknown;
};

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
  audiences: Audiences;
  /** The room whole, for whoever enters it; null when there is none. */
  packetOf: (showId: string) => Promise<Packet | null>;
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
  io.engine.use((_request: unknown, response: UpgradeResponse, next: () => void) => {
    dropResponse(response);
    next();
  });
  const hall: Hall = { settings, speakers: new Speakers(), nameless: new NamelessViewers() };
  io.on("connection", (socket) => void new Connection(socket, hall).welcome());
  const sweep = setInterval(() => cutSlowReaders(io), 5000).unref();
  settings.httpServer.once("close", () => clearInterval(sweep));
  return io;
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
