import { z } from "zod";
import type { Leases } from "#lib/leases.ts";
import type { Audience, EncodedFrame } from "#lib/live/audiences.ts";
import { type Frame, frame as frameSchema, type Snapshot, snapshot as snapshotSchema } from "#lib/live/contract.ts";
import { redisKeys } from "#lib/live/redis-keys.ts";
import { type RoomEvent, roomEvent } from "#lib/live/room-events.ts";
import { log } from "#lib/log.ts";
import type { RedisConnections } from "#lib/redis.ts";

/** What one moment brought travels together; a frame takes up to 200 ms more. */
const gatherMs = 20;
/** A blip of Redis changes no leader. */
const giveUpMs = 3000;
const snapshotLivesMs = 10_000;

const audiences = ["desks", "viewers", "hidden"] as const satisfies readonly Audience[];
const frameHead = z.object({
  process: z.string(),
  epoch: z.number(),
  seq: z.number(),
  to: z.array(z.enum(audiences)),
});
const news = z.object({ process: z.string(), events: z.array(z.unknown()) });

/** leads: this process's frames go to everybody. follows: they come from the leader. alone: nobody can be heard, so each sends its own. */
export type Standing = "leads" | "follows" | "alone";

export type Hearing = {
  event: (event: RoomEvent) => void;
  /** To the sockets of this process. */
  relay: (showId: string, frame: EncodedFrame) => void;
  /** What a leader's frame says, for the room that waits here. */
  follow: (showId: string, frame: Frame) => void;
  /** Redis answers again: how far the frames of a room have come here meanwhile. */
  seen: () => Iterable<{ showId: string; seq: number }>;
};

/**
 * The rooms of the other processes. Whoever has a show's lease leads: it builds the frames and publishes each once, and every process
 * relays them to its own sockets. What happens in any process is told to all, so that each has the room ready to lead it next.
 */
export class Peers {
  readonly #redis: RedisConnections;
  readonly #leases: Leases;
  readonly #process: string;
  readonly #mayLead: boolean;
  readonly #hearing: Hearing;
  /** The newest epoch that was heard of; frames of an older one come from somebody who does not know that they lead no more. */
  readonly #epochs = new Map<string, number>();
  readonly #entered = new Set<string>();
  /** How far this process went alone: what a leader numbered below it before it heard so would make numbers fall here. */
  readonly #alone = new Map<string, number>();
  #gathered: RoomEvent[] = [];
  #gathering: NodeJS.Timeout | undefined;
  #awaySince: number | null = null;

  constructor({
    redis,
    leases,
    process,
    mayLead,
    hearing,
  }: {
    redis: RedisConnections;
    leases: Leases;
    process: string;
    /** Only where sockets open a room is watched. */
    mayLead: boolean;
    hearing: Hearing;
  }) {
    this.#redis = redis;
    this.#leases = leases;
    this.#process = process;
    this.#mayLead = mayLead;
    this.#hearing = hearing;
    redis.subscriber.on("message", (channel, message) => this.#hear(channel, message));
    redis.subscriber.on("ready", () => this.#subscribeAll());
    this.#subscribeAll();
  }

  /** Before a room is opened here: from now on it is heard of. Gives what its leader said of it last. */
  async enter(showId: string): Promise<Snapshot | null> {
    this.#entered.add(showId);
    this.#subscribe(redisKeys.frames(showId));
    if (this.#mayLead && this.#redis.isUp()) await this.#leases.want(showId).catch(logged);
    const text = await this.#redis.commands.get(redisKeys.snapshot(showId)).catch(() => null);
    const parsed = text === null ? undefined : snapshotSchema.safeParse(parse(text));
    return parsed?.success ? parsed.data : null;
  }

  leave(showId: string): void {
    this.#entered.delete(showId);
    this.#epochs.delete(showId);
    this.#alone.delete(showId);
    this.#redis.subscriber.unsubscribe(redisKeys.frames(showId)).catch(() => undefined);
    void this.#leases.leave(showId);
  }

  standing(showId: string): Standing {
    if (!this.#redis.isUp()) return "alone";
    return this.#leases.epoch(showId) === null ? "follows" : "leads";
  }

  epoch(showId: string): number | null {
    return this.#leases.epoch(showId);
  }

  /** Tells the other processes; without an answer of Redis they hear it from the database. */
  tell(event: RoomEvent): void {
    this.#gathered.push(event);
    this.#gathering ??= setTimeout(() => this.#send(), gatherMs);
  }

  frame(showId: string, { to, seq, text }: EncodedFrame): void {
    if (!this.#redis.isUp()) this.#alone.set(showId, seq);
    const epoch = this.#leases.epoch(showId);
    if (epoch === null) return;
    const head = JSON.stringify({ process: this.#process, epoch, seq, to });
    this.#redis.commands.publish(redisKeys.frames(showId), `${head}\n${text}`).catch(() => undefined);
  }

  /** What a process that opens the room begins with. */
  keepSnapshot(showId: string, text: string): void {
    this.#redis.commands.set(redisKeys.snapshot(showId), text, "PX", snapshotLivesMs).catch(() => undefined);
  }

  /** Who cannot be heard for long leads nobody, and whoever can be heard again tells how far it went alone. */
  look(now = performance.now()): void {
    if (this.#redis.isUp()) {
      if (this.#awaySince === null) return;
      this.#awaySince = null;
      for (const { showId, seq } of this.#hearing.seen()) this.tell({ kind: "seen", showId, seq });
      if (this.#mayLead) for (const showId of this.#entered) this.#leases.want(showId).catch(logged);
      return;
    }
    this.#awaySince ??= now;
    if (now - this.#awaySince < giveUpMs) return;
    for (const showId of this.#leases.held()) void this.#leases.leave(showId);
  }

  async stop(): Promise<void> {
    clearTimeout(this.#gathering);
    this.#send();
    await this.#leases.stop();
  }

  #send(): void {
    this.#gathering = undefined;
    const events = this.#gathered;
    this.#gathered = [];
    if (events.length === 0) return;
    const message = JSON.stringify({ process: this.#process, events });
    this.#redis.commands.publish(redisKeys.events, message).catch(() => undefined);
  }

  /** Also what could not be asked for while Redis was away. */
  #subscribeAll(): void {
    this.#subscribe(redisKeys.events);
    for (const showId of this.#entered) this.#subscribe(redisKeys.frames(showId));
  }

  #subscribe(channel: string): void {
    this.#redis.subscriber.subscribe(channel).catch(() => undefined);
  }

  #hear(channel: string, message: string): void {
    const showId = redisKeys.showOfFrames(channel);
    if (channel === redisKeys.events) this.#hearEvents(message);
    else if (showId) this.#hearFrame(showId, message);
  }

  #hearEvents(message: string): void {
    const { success, data } = news.safeParse(parse(message));
    if (!success || data.process === this.#process) return;
    for (const event of data.events) {
      const parsed = roomEvent.safeParse(event);
      if (parsed.success) this.#hearing.event(parsed.data);
      else
        log.warn(
          { event: "peer_not_understood", of: data.process },
          "another process said what this one does not know",
        );
    }
  }

  #hearFrame(showId: string, message: string): void {
    const cut = message.indexOf("\n");
    const { success, data } = frameHead.safeParse(parse(message.slice(0, cut)));
    if (!success || data.process === this.#process || data.epoch < (this.#epochs.get(showId) ?? 0)) return;
    this.#epochs.set(showId, data.epoch);
    this.#leases.heard(showId, data.epoch);
    if (this.#isBelowOwn(showId, data.seq)) return;
    const text = message.slice(cut + 1);
    if (data.to.includes("desks")) {
      const said = frameSchema.safeParse(parse(text));
      if (said.success) this.#hearing.follow(showId, said.data);
    }
    this.#hearing.relay(showId, { to: data.to, seq: data.seq, text });
  }

  /** Whether it would make numbers fall here; then its leader is told so, and says everything above them. */
  #isBelowOwn(showId: string, seq: number): boolean {
    const own = this.#alone.get(showId);
    if (own === undefined) return false;
    if (seq > own) this.#alone.delete(showId);
    else this.tell({ kind: "seen", showId, seq: own });
    return seq <= own;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const logged = (error: unknown) =>
  log.warn({ event: "leases_unreachable", err: error }, "the database does not answer, leases stay as they are");
