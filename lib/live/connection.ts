import { viewerOf } from "#lib/accounts/device.ts";
import type { Actor } from "#lib/accounts/schema.ts";
import type { Audience } from "#lib/live/audiences.ts";
import { type Ack, type ClientEvent, type ClientEventName, clientEvents } from "#lib/live/contract.ts";
import type { GatewaySettings, ViewerSocket } from "#lib/live/gateway.ts";
import type { Packet } from "#lib/live/packets.ts";
import { slimSocket } from "#lib/live/slim-socket.ts";
import { socketRooms } from "#lib/live/socket-rooms.ts";
import type { NamelessViewers, Origin, Speakers } from "#lib/live/speakers.ts";
import { type Wire, wireOf } from "#lib/live/wire.ts";
import { log } from "#lib/log.ts";
import { Refusal } from "#lib/refusal.ts";

/** What all connections share. */
export type Hall = { settings: GatewaySettings; speakers: Speakers; nameless: NamelessViewers };
/** A room that a connection is in. */
type Stay = { showId: string; watching: boolean; audience: Audience };

const answerWithin = 5000;
/** Added to with `concat`: a spread list has place for sixteen more. */
const none: never[] = [];
/** What only an account may say: who it is, is found out each time. */
const asksWho: ReadonlySet<ClientEventName> = new Set(["arrive", "chat", "vote", "watchBoard", "watchTalk"]);

/** One socket, from its handshake to its end. There are as many as viewers, so each keeps as little as it can. */
export class Connection {
  readonly #socket: ViewerSocket;
  readonly #hall: Hall;
  readonly #wire: Wire;
  readonly #cookie: string | undefined;
  readonly #network: string;
  readonly #device: string | null;
  readonly #viewerId: string;
  #account: string | null = null;
  /** The keys under which it is counted among the sockets of somebody. */
  #counted: string[] = none;
  #stays: Stay[] = none;

  constructor(socket: ViewerSocket, hall: Hall) {
    this.#socket = socket;
    this.#hall = hall;
    this.#wire = wireOf(socket.conn.transport);
    this.#cookie = socket.handshake.headers.cookie;
    this.#network = hall.settings.clientOf(socket.request).network;
    this.#device = viewerOf(this.#cookie);
    this.#viewerId = this.#device ?? hall.nameless.viewerId(this.#network, socket.id);
    socket.onAny((name: string, ...args: unknown[]) => this.#hear(name, args));
    socket.on("disconnect", () => this.#close());
    // Only now that the handshake is read.
    slimSocket(socket);
  }

  /** Finds out who it is, and lets them hear what is meant for them. */
  async welcome() {
    const [socket, { settings }] = [this.#socket, this.#hall];
    if (this.#device && !this.#count(`device:${this.#device}`)) return socket.disconnect(true);
    const token = settings.tokenOf(this.#cookie);
    const actor = await settings.findActor(this.#cookie).catch(() => undefined);
    // Nobody knows who this is: taken for a guest, a buyer would hear nothing of their orders. A line that breaks comes back.
    if (actor === undefined) return socket.conn.close();
    if (!socket.connected || (actor && !this.#count(`account:${actor.id}`))) return socket.disconnect(true);
    this.#account = actor?.id ?? null;
    if (actor) await socket.join([socketRooms.user(actor.id), ...(token ? [socketRooms.session(token)] : [])]);
  }

  #close() {
    const { speakers, nameless } = this.#hall;
    for (const stay of this.#stays) this.#end(stay);
    this.#stays = none;
    for (const key of this.#counted) speakers.giveBack(key);
    nameless.leave(this.#network, this.#socket.id);
  }

  #count(key: string): boolean {
    const isFree = this.#hall.speakers.take(key);
    if (isFree) this.#counted = this.#counted.concat(key);
    return isFree;
  }

  /** Whatever was said, well formed or not; answered where an answer was asked for. */
  #hear(name: string, args: unknown[]) {
    if (!isEventName(name)) return;
    const last = args.at(-1);
    const ack = (reply: Ack) => {
      if (typeof last === "function") last(reply);
    };
    try {
      const data = this.#respond(name, args[0]);
      if (!(data instanceof Promise)) return ack({ ok: true, data });
      deadline(data).then(
        (found: unknown) => ack({ ok: true, data: found }),
        (error: unknown) => ack(refusalOf(name, error)),
      );
    } catch (error) {
      ack(refusalOf(name, error));
    }
  }

  #respond<Name extends ClientEventName>(name: Name, payload: unknown): unknown {
    const { settings, speakers } = this.#hall;
    if (!this.#device || asksWho.has(name)) speakers.spendSocket(name, this.#socket.id);
    const parsed = clientEvents[name].safeParse(payload);
    if (!parsed.success) {
      throw new Refusal("invalid_body", { field: parsed.error.issues[0]?.path.join(".") ?? "" });
    }
    const act = (actor: Actor | null) => {
      speakers.spend(name, { account: actor?.id ?? this.#account, device: this.#device, network: this.#network });
      const asker = () => settings.findActor(this.#cookie);
      const context = { actor, asker, connection: this, socket: this.#socket, viewerId: this.#viewerId };
      return Reflect.apply(settings.handlers[name], settings.handlers, [context, parsed.data]);
    };
    return asksWho.has(name) ? settings.findActor(this.#cookie).then(act) : act(null);
  }

  /** From where it speaks: the browser, where it shows one, and the network. */
  get origin(): Origin {
    return { device: this.#device, network: this.#network };
  }

  isIn(showId: string): boolean {
    return this.#stays.some((stay) => stay.showId === showId);
  }

  /** Into a room, or to be told all of it again. */
  async enter({ showId, watching, visible }: ClientEvent<"join">) {
    const packet = await this.#hall.settings.packetOf(showId);
    if (!packet) throw new Refusal("not_found");
    if (!this.#socket.connected) return;
    // In one turn with the snapshot, so that no frame is lost between the two.
    if (!this.#move(showId, visible)) this.#begin({ showId, watching, audience: audienceOf({ watching, visible }) });
    this.#send(packet);
  }

  /** A tab that is seen again is told all that happened meanwhile. */
  async see({ showId, visible }: ClientEvent<"visible">) {
    const packet = visible ? await this.#hall.settings.packetOf(showId) : null;
    if (!this.#move(showId, visible)) throw new Refusal("not_found");
    if (packet) this.#send(packet);
  }

  async leave(showId: string) {
    const stay = this.#stays.find((each) => each.showId === showId);
    if (!stay) return;
    this.#stays = this.#stays.filter((each) => each !== stay);
    this.#end(stay);
    await this.#socket.leave(socketRooms.show(showId));
  }

  #begin(stay: Stay) {
    const { audiences, onEnter } = this.#hall.settings;
    this.#stays = this.#stays.concat(stay);
    audiences.enter(stay.showId, stay.audience, this.#wire);
    if (stay.watching) onEnter(stay.showId, this.#viewerId);
    void this.#socket.join(socketRooms.show(stay.showId));
  }

  #move(showId: string, visible: boolean): boolean {
    const stay = this.#stays.find((each) => each.showId === showId);
    if (!stay) return false;
    const { audiences } = this.#hall.settings;
    audiences.leave(showId, stay.audience, this.#wire);
    stay.audience = audienceOf({ watching: stay.watching, visible });
    audiences.enter(showId, stay.audience, this.#wire);
    return true;
  }

  #end({ showId, audience, watching }: Stay) {
    const { audiences, onLeave } = this.#hall.settings;
    audiences.leave(showId, audience, this.#wire);
    if (watching) onLeave(showId, this.#viewerId);
  }

  #send({ text, options }: Packet) {
    this.#socket.conn.write(text, options);
  }
}

function audienceOf({ watching, visible }: { watching: boolean; visible: boolean }): Audience {
  if (!visible) return "hidden";
  return watching ? "viewers" : "desks";
}

function refusalOf(name: ClientEventName, error: unknown): Ack {
  if (error instanceof Refusal) {
    const { code, retryAfter, detail } = error;
    return { ok: false, code, retryAfter, ...(detail && { detail }) };
  }
  const id = crypto.randomUUID();
  log.error({ event: "socket_event_failed", err: error, id, name }, "socket event failed");
  return { ok: false, code: "internal", ...{ id } };
}

const isEventName = (name: string): name is ClientEventName => Object.hasOwn(clientEvents, name);

function deadline(work: Promise<unknown>): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Refusal("overloaded", { retryAfter: 2 })), answerWithin);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
