import { BrokenStream, type Unplayable } from "#lib/media/mp4/box-reader.ts";
import { BoxSplitter, type Unit } from "#lib/media/mp4/boxes.ts";
import { parseFragment } from "#lib/media/mp4/fragment.ts";
import { parseInit, type SourceLayout } from "#lib/media/mp4/init-segment.ts";
import { Refusal, type RefusalCode } from "#lib/refusal.ts";
import { type FeedRate, FeedRates } from "./feed-rates.ts";

/** Why a feed cannot go on air, or was taken off: the code of the take's refusal, or that the stream is broken, and what of it. */
export type FeedTrouble = { code: RefusalCode; about?: Unplayable };

/** Where a feed's pieces go while it is on air; `accept` throws the refusal. `lost`: nothing more comes, as far as one knows. */
export type OpenTake = { accept: (bytes: Buffer) => void; lost: () => void };

export type FeedFigures = FeedRate & { width: number; height: number };

type Init = { bytes: Buffer; layout: SourceLayout; width: number; height: number };

/**
 * A picture that is there before viewers see it: fragmented MP4 comes in all the time, and from the next key frame after
 * `goOnAir` on it becomes a take. Until that moment the source before it stays on, so that nobody sees a gap.
 */
export class Feed {
  readonly #openTake: () => OpenTake;
  readonly #onReady: () => void;
  readonly #onTrouble: (trouble: FeedTrouble) => void;
  readonly #now: () => number;
  readonly #rates = new FeedRates();
  #splitter = this.#split();
  #init: Init | undefined;
  #take: OpenTake | undefined;
  #isWanted = false;
  #isBroken = false;

  /**
   * @param openTake called at the key frame with which the feed goes on air; a refusal that it throws keeps it off
   * @param onTrouble told why it is off air again, or that its stream is broken
   */
  constructor(settings: {
    openTake: () => OpenTake;
    onReady: () => void;
    onTrouble: (trouble: FeedTrouble) => void;
    now?: () => number;
  }) {
    this.#openTake = settings.openTake;
    this.#onReady = settings.onReady;
    this.#onTrouble = settings.onTrouble;
    this.#now = settings.now ?? Date.now;
  }

  push(bytes: Buffer): void {
    if (this.#isBroken) return;
    this.#rates.countBytes(bytes.length, this.#now());
    const broken = this.#splitter.push(bytes);
    if (!broken) return;
    this.#isBroken = true;
    this.goOffAir();
    this.#onTrouble(broken);
  }

  /** A new stream follows, from its initialisation on. On air it becomes a new take. */
  renew(): void {
    this.#isWanted ||= this.#take !== undefined;
    this.#take = undefined;
    this.#init = undefined;
    this.#isBroken = false;
    this.#rates.forgetKeyframe();
    this.#splitter = this.#split();
  }

  goOnAir(): void {
    this.#isWanted = this.#take === undefined;
  }

  goOffAir(): void {
    this.#isWanted = false;
    this.#take = undefined;
  }

  /** Its source is gone: on air the show is interrupted at once. */
  lose(): void {
    this.#take?.lost();
    this.goOffAir();
  }

  /** The initialisation has come. */
  isReady(): boolean {
    return this.#init !== undefined && !this.#isBroken;
  }

  isOnAir(): boolean {
    return this.#take !== undefined;
  }

  figures(): FeedFigures {
    const { width = 0, height = 0 } = this.#init ?? {};
    return { ...this.#rates.read(this.#now()), width, height };
  }

  #split(): BoxSplitter {
    return new BoxSplitter((unit) => this.#takeUnit(unit));
  }

  #takeUnit(unit: Unit): void {
    if ("moov" in unit) this.#begin(unit.bytes, unit.moov);
    else this.#addFragment(unit);
  }

  #begin(bytes: Buffer, moov: Parameters<typeof parseInit>[1]): void {
    const { init: parsed, layout } = parseInit(bytes, moov);
    if (!parsed.video && !parsed.audio) throw new BrokenStream("There is neither picture nor sound.");
    const { width = 0, height = 0 } = parsed.video ?? {};
    this.#init = { bytes: Buffer.from(bytes), layout, width, height };
    this.#onReady();
  }

  #addFragment(unit: Exclude<Unit, { moov: unknown }>): void {
    const init = this.#init;
    if (!init) return;
    const { video, audio } = parseFragment({ ...unit, layout: init.layout });
    const startsWithKeyframe = (video ?? audio)?.samples[0]?.key ?? false;
    this.#rates.countPicture(this.#now());
    if (video && startsWithKeyframe) this.#rates.countKeyframe(video.start / video.timescale);
    const mayBegin = startsWithKeyframe && (video !== undefined || init.width === 0);
    if (this.#isWanted && mayBegin) this.#enter(init);
    if (this.#take) this.#hand(this.#take, unit.bytes);
  }

  #enter(init: Init): void {
    this.#isWanted = false;
    const take = this.#unlessRefused(() => this.#openTake());
    if (!take) return;
    this.#take = take;
    this.#hand(take, init.bytes);
  }

  #hand(take: OpenTake, bytes: Buffer): void {
    this.#unlessRefused(() => take.accept(bytes));
  }

  #unlessRefused<Value>(step: () => Value): Value | undefined {
    try {
      return step();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.#take = undefined;
      this.#onTrouble({ code: error.code });
      return undefined;
    }
  }
}
