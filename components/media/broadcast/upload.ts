import { waitBeforeRetry } from "#components/ui/wait-before-retry.ts";
import type { TakeStarted } from "#lib/media/schema.ts";
import type { Chunk } from "./piece-queue.ts";
import type { TakeAnswer } from "./request-take.ts";
import { RoundTrip } from "./round-trip.ts";
import type { Run, Runs } from "./runs.ts";
import { type UploadOutcome, uploadChunk } from "./upload-chunk.ts";
import {
  idleUpload,
  reduceUpload,
  type UploadEffect,
  type UploadEvent,
  type UploadMachine,
  type UploadQuestion,
  type UploadTold,
} from "./upload-machine.ts";
import { createUploadRate } from "./upload-rate.ts";

/**
 * How the air is held. `secondsBehind` is the age of the oldest piece not yet delivered, `bitrate` the delivered bits per
 * second of late, `carries` what the line can.
 */
export type UploadStatus = UploadTold & {
  secondsBehind: number;
  waitingBytes: number;
  bitrate: number;
  carries: number | undefined;
  isDelivering: boolean;
  /** The way to the server and back, seconds; what is younger is under way. */
  roundTripSeconds: number;
  /** The take that what is made now goes to; null before there is one. */
  take: { id: string; startsAt: number | undefined } | null;
};

type UploadWish = {
  showId: string;
  runs: Runs;
  /** Asks the recorder for a new run, because this one cannot go on. */
  restart: () => void;
  /** Asks for a new take; thrown errors are tried again, refusals are not. */
  startTake: (request: { mimeType: string }) => Promise<TakeAnswer>;
  /** Told of every change that is not a figure only. */
  onStatus?: (status: UploadStatus) => void;
  /** Whether viewers are to see a slate in place of the picture. */
  isAway?: () => boolean;
  fetch?: typeof globalThis.fetch;
};

const lastDeliveryMs = 5000;
const leastChunkBytes = 96 * 1024;
const maxChunkBytes = 1024 * 1024;
/** A chunk takes no longer than this on the line as it is, so that one that breaks off costs little. */
const chunkSeconds = 2;
/** On a way that is longer than this a second chunk is sent before the first one is answered. */
const farMs = 80;

const leastBusyMs = 5;

/** One chunk on its way; what is sent ahead is answered when its turn comes. */
type Sending = { run: Run | undefined; takeId: string; n: number; outcome: Promise<UploadOutcome>; drop: () => void };

/**
 * Uploads what is recorded, chunk by chunk, in order, over whatever the network does, until stopped. `reduceUpload` says what
 * follows from every answer, and this does it.
 */
export class Upload {
  readonly #wish: UploadWish;
  readonly #aborted = new AbortController();
  readonly #rate = createUploadRate(() => performance.now());
  readonly #finished: Promise<void>;
  readonly #trip: RoundTrip;
  #finish = () => {};
  #machine: UploadMachine = idleUpload;
  #run: Run | undefined;
  #sending: { run: Run; takeId: string } | undefined;
  #ahead: Sending | undefined;
  #answeredAt = 0;
  #line = new AbortController();
  #isStopping = false;

  constructor(wish: UploadWish) {
    this.#wish = wish;
    const { fetch = globalThis.fetch.bind(globalThis) } = wish;
    this.#trip = new RoundTrip(() => fetch(`/media/${wish.showId}/live.m3u8`, { method: "OPTIONS" }));
    this.#trip.look();
    this.#finished = new Promise((resolve) => {
      this.#finish = resolve;
    });
    this.#hear({ type: "begin" });
  }

  status(): UploadStatus {
    const { runs } = this.#wish;
    const sending = this.#sending;
    return {
      ...this.#machine.told,
      secondsBehind: runs.secondsBehind(),
      waitingBytes: runs.waitingBytes(),
      bitrate: this.#rate.bitsPerSecond(),
      carries: this.#rate.carries(),
      isDelivering: this.#rate.isDelivering(),
      roundTripSeconds: this.#trip.ms() / 1000,
      take: sending && sending.run === runs.newest() ? { id: sending.takeId, startsAt: sending.run.startsAt } : null,
    };
  }

  /** Goes on with what is made from now on; what waits is left out. */
  leaveOut(): void {
    this.#hear({ type: "leaveOut" });
  }

  /** The network is another one: what is under way may never arrive there, and is sent anew at once. */
  lineChanged(): void {
    this.#trip.forget();
    this.#line.abort();
    this.#line = new AbortController();
  }

  /** Delivers what is left (for up to five seconds) and resolves. The runs are to be ended before. */
  async stop(): Promise<void> {
    if (this.#isStopping) return this.#finished;
    this.#isStopping = true;
    this.#wish.runs.end();
    const giveUpAfter = setTimeout(() => this.#abort(), lastDeliveryMs);
    await this.#finished;
    clearTimeout(giveUpAfter);
  }

  #abort(): void {
    this.#aborted.abort();
    this.#line.abort();
    this.#hear({ type: "abort" });
  }

  #hear(event: UploadEvent): void {
    const before = this.#machine;
    const { machine, effects } = reduceUpload(before, event, { isOverflowing: this.#wish.runs.isOverflowing() });
    this.#machine = machine;
    if (machine.told !== before.told) this.#wish.onStatus?.(this.status());
    for (const effect of effects) this.#act(effect);
  }

  #act(effect: UploadEffect): void {
    switch (effect.do) {
      case "finish":
        this.#finish();
        break;
      case "restart":
        if (!this.#run?.pieces.isEnded()) this.#wish.restart();
        break;
      case "leave":
        if (this.#run) this.#wish.runs.drop(this.#run);
        break;
      default:
        void this.#ask(effect).then((answer) => this.#hear(answer));
    }
  }

  async #ask(effect: UploadQuestion): Promise<UploadEvent> {
    switch (effect.do) {
      case "nextRun":
        this.#run = await this.#wish.runs.next();
        return { type: "run", isThere: this.#run !== undefined };
      case "askTake":
        return this.#askTake();
      case "nextChunk":
        if (this.#run) this.#sending = { run: this.#run, takeId: effect.take.takeId };
        return { type: "chunk", chunk: await this.#run?.pieces.next(this.#chunkBytes()) };
      case "send":
        return this.#send(effect);
      case "pause":
        await waitBeforeRetry(effect.failures, this.#aborted.signal);
        return { type: "waited" };
    }
  }

  async #askTake(): Promise<UploadEvent> {
    try {
      const answer = await this.#wish.startTake({ mimeType: this.#run?.mimeType ?? "" });
      return "takeId" in answer ? { type: "take", take: answer } : { type: "noTake", refused: answer };
    } catch {
      return { type: "unreachable" };
    }
  }

  async #send({ take, chunk }: { take: TakeStarted; chunk: Chunk }): Promise<UploadEvent> {
    const run = this.#run;
    this.#trip.look();
    const ahead = this.#ahead;
    const isUnderWay = ahead?.run === run && ahead?.takeId === take.takeId && ahead?.n === chunk.n;
    if (!isUnderWay) ahead?.drop();
    this.#ahead = undefined;
    const sending = isUnderWay && ahead ? ahead : this.#put(take, chunk);
    if (run && this.#trip.ms() >= farMs) void this.#sendAhead(run, take, sending);
    let outcome = await sending.outcome;
    // Sent ahead, it may have been refused before its turn came.
    const isEarly = isUnderWay && outcome.next === "continue" && outcome.expected <= chunk.n;
    if (isEarly) outcome = await this.#put(take, chunk).outcome;
    const isHere = outcome.next === "continue" && run?.pieces.confirm(outcome.expected) === true;
    if (!isHere) this.#dropAhead();
    return { type: "delivery", outcome, isHere };
  }

  /** While a chunk is under way the next one is sent after it, as soon as there is one; the server puts them in order. */
  async #sendAhead(run: Run, take: TakeStarted, first: Sending): Promise<void> {
    let isFirstUnderWay = true;
    void first.outcome.then(() => {
      isFirstUnderWay = false;
    });
    const chunk = await run.pieces.ahead(this.#chunkBytes());
    if (!chunk || !isFirstUnderWay || this.#run !== run || this.#ahead) return;
    this.#ahead = this.#put(take, chunk);
  }

  #dropAhead(): void {
    this.#ahead?.drop();
    this.#ahead = undefined;
  }

  #put(take: TakeStarted, chunk: Chunk): Sending {
    const { showId, fetch = globalThis.fetch.bind(globalThis), isAway } = this.#wish;
    const control = new AbortController();
    const drop = () => control.abort();
    const { signal: line } = this.#line;
    line.addEventListener("abort", drop);
    const sentAt = performance.now();
    const { signal } = control;
    const withinMs = this.#rate.patienceMs();
    const outcome = uploadChunk({ showId, take, chunk, fetch, signal, withinMs, isAway: isAway?.() }).then((answer) => {
      line.removeEventListener("abort", drop);
      if (answer.next === "continue") this.#count(chunk, sentAt);
      else if (!signal.aborted) this.#rate.countFailure();
      return answer;
    });
    return { run: this.#run, takeId: take.takeId, n: chunk.n, outcome, drop };
  }

  /** The line was busy with it from when it got there, or the one before was done, until it was answered. */
  #count(chunk: Chunk, sentAt: number): void {
    const now = performance.now();
    const busyMs = now - Math.max(sentAt + this.#trip.ms(), this.#answeredAt);
    this.#answeredAt = now;
    this.#rate.add({ bytes: chunk.bytes.size, tookMs: Math.max(leastBusyMs, busyMs), waitedMs: now - sentAt });
  }

  #chunkBytes(): number {
    const carried = ((this.#rate.carries() ?? 0) * chunkSeconds) / 8;
    return Math.min(maxChunkBytes, Math.max(leastChunkBytes, carried));
  }
}
