import fc from "fast-check";
import type { Facts, PlayerEffect, PlayerEvent, PlayerMachine } from "#components/media/player/player-machine.ts";
import { startPlayer } from "#components/media/player/player-machine.ts";
import { reducePlayer } from "#components/media/player/reduce-player.ts";
import type { Way } from "#components/media/player/ways.ts";

/** A viewer who looks at a picture that plays. */
export const watching: Facts = {
  ...{ at: 0, serverMs: 1_000_000_000, isPaused: false, isEnded: false, isMuted: false, hasPicture: true },
  ...{
    chance: 0.5,
    isCrowd: false,
    wantsTap: false,
    pause: undefined,
    isHidden: false,
    isBeside: false,
    isOnline: true,
    behindMs: 1000,
  },
};

export const moving = { isMoving: true, hasMoved: true, begun: false, lastedMs: 0, isOften: false };
export const notYetMoving = { ...moving, isMoving: false, hasMoved: false };

/** The player without a browser: does what the reducer says to sources that only exist by their numbers, and says what was wrong with it. */
export class Walk {
  machine: PlayerMachine;
  at = 0;
  done: PlayerEffect[] = [];
  readonly faults: string[] = [];
  readonly #open = new Map<number, "fast" | "playlist">();
  #attached: number | null = null;

  constructor(start: Partial<Parameters<typeof startPlayer>[0]> = {}) {
    const ways: Way[] = ["mse", "picture"];
    const usual = { isReplay: false, wantsSound: false, isOnAir: true, canPlayFast: true, ways, isThin: false };
    this.machine = startPlayer({ ...usual, ...start });
    this.hear({ type: "begin" });
  }

  /** One event, and what was done because of it. */
  hear(event: PlayerEvent, facts: Partial<Facts> = {}): PlayerEffect[] {
    const { machine, effects } = reducePlayer(this.machine, event, { ...watching, ...facts, at: this.at });
    this.machine = machine;
    for (const effect of effects) this.#act(effect);
    this.done.push(...effects);
    if (this.#attached !== machine.source) this.faults.push(`${event.type}: what plays is not what is known to play`);
    const known = [machine.source, machine.candidate?.id ?? null];
    for (const id of this.#open.keys()) {
      if (!known.includes(id)) this.faults.push(`${event.type}: source ${id} is open and forgotten`);
    }
    return effects;
  }

  /** Time goes by, with a look at the player every tenth of a second. */
  pass(ms: number, look = moving, facts: Partial<Facts> = {}): PlayerEffect[] {
    const before = this.done.length;
    for (const end = this.at + ms; this.at < end; this.at += 100) {
      this.hear({ type: "tick" }, facts);
      this.hear({ type: "look", look }, facts);
    }
    return this.done.slice(before);
  }

  /** The fast line that is tried has pictures. */
  openFast(): void {
    const { candidate } = this.machine;
    if (candidate) this.hear({ type: "ready", id: candidate.id });
  }

  isFast(id: number): boolean {
    return this.#open.get(id) === "fast";
  }

  #act(effect: PlayerEffect): void {
    if (!("id" in effect)) return;
    const { id } = effect;
    const isNew = effect.do === "openFast" || effect.do === "attachPlaylist";
    if (isNew === this.#open.has(id))
      this.faults.push(`${effect.do} of source ${id}, which is${isNew ? "" : " not"} open`);
    if (isNew) this.#open.set(id, effect.do === "openFast" ? "fast" : "playlist");
    if (effect.do === "attach" || effect.do === "attachPlaylist") {
      if (this.#attached !== null) this.faults.push(`source ${id} is attached over ${this.#attached}`);
      this.#attached = id;
    } else if (effect.do === "detach") {
      this.#open.delete(id);
      if (this.#attached === id) this.#attached = null;
    } else if (!isNew && id !== this.#attached) this.faults.push(`${effect.do} of source ${id}, which does not play`);
  }
}

const plain = fc.constantFrom(
  ...(["tick", "resume", "judgeLine", "goLive", "toggle", "playOutside", "pauseOutside"] as const),
  ...(["playback", "stallsTaken"] as const),
);
const id = fc.integer({ min: 1, max: 12 });
const trouble = fc.constantFrom(
  ...(["lost", "full", "slow", "leaving", "over", "unsupported", "stalled", "failed"] as const),
);
const look = fc
  .record({ isMoving: fc.boolean(), hasMoved: fc.boolean(), stoodMs: fc.nat(4000), isOften: fc.boolean() })
  .map(({ isMoving, hasMoved, stoodMs, isOften }) => {
    const lastedMs = isMoving || !hasMoved ? 0 : stoodMs;
    return { isMoving: isMoving && hasMoved, hasMoved, begun: lastedMs > 0 && lastedMs < 600, lastedMs, isOften };
  });
const streamMs = fc.integer({ min: 999_000_000, max: 1_000_000_000 });

export const anyEvent: fc.Arbitrary<PlayerEvent> = fc.oneof(
  plain.map((type) => ({ type })),
  look.map((seen) => ({ type: "look" as const, look: seen })),
  id.map((each) => ({ type: "ready" as const, id: each })),
  fc.record({
    type: fc.constant("trouble" as const),
    id,
    trouble,
    againMs: fc.option(fc.nat(600_000), { nil: undefined }),
  }),
  fc.record({
    type: fc.constant("unplayable" as const),
    id,
    why: fc.constantFrom("codec" as const, "decoder" as const),
  }),
  fc.record({ type: fc.constant("returned" as const), what: fc.constantFrom("network" as const, "viewer" as const) }),
  fc.record({ type: fc.constant("seek" as const), streamMs }),
  fc.record({ type: fc.constant("unseekable" as const), id, streamMs }),
  fc.record({ type: fc.constant("soundOnly" as const), isOn: fc.boolean() }),
  fc.record({ type: fc.constant("onAir" as const), isOnAir: fc.boolean() }),
  fc.record({ type: fc.constant("frozen" as const), isFrozen: fc.boolean() }),
  fc.record({ type: fc.constant("volume" as const), isSilent: fc.boolean() }),
);

export const anyFacts: fc.Arbitrary<Partial<Facts>> = fc
  .record({
    ...{ isPaused: fc.boolean(), isEnded: fc.boolean(), isMuted: fc.boolean(), hasPicture: fc.boolean() },
    ...{ wantsTap: fc.boolean(), isHidden: fc.boolean(), isBeside: fc.boolean(), isOnline: fc.boolean() },
    ...{ chance: fc.double({ min: 0, max: 1, noNaN: true }), isCrowd: fc.boolean() },
    behindMs: fc.option(fc.nat(20_000)),
    pause: fc.option(fc.record({ since: fc.nat(60_000), clock: fc.option(streamMs), isWished: fc.boolean() })),
  })
  .map(({ pause, wantsTap, ...facts }) => ({
    ...facts,
    wantsTap: wantsTap && facts.isPaused,
    pause: facts.isPaused ? (pause ?? undefined) : undefined,
  }));

export const anyStory = fc.record({
  start: fc.record({
    isReplay: fc.boolean(),
    wantsSound: fc.boolean(),
    isOnAir: fc.boolean(),
    canPlayFast: fc.boolean(),
    isThin: fc.boolean(),
    ways: fc.constantFrom<Way[]>(["mse", "picture"], ["mse", "native", "picture"], ["native"]),
  }),
  steps: fc.array(fc.record({ waits: fc.nat(9000), event: anyEvent, facts: anyFacts }), { maxLength: 60 }),
});

type Story = typeof anyStory extends fc.Arbitrary<infer Told> ? Told : never;

/** A player after all that; only fast lines speak of trouble. */
export function walk({ start, steps }: Story, onStep?: (walked: Walk, step: Story["steps"][number]) => void): Walk {
  const walked = new Walk(start);
  for (const step of steps) {
    walked.at += step.waits;
    if (step.event.type === "trouble" && !walked.isFast(step.event.id)) continue;
    walked.hear(step.event, step.facts);
    onStep?.(walked, step);
  }
  return walked;
}
