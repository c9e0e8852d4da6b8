import type { FastMessage, PartHeader } from "#lib/media/fast/fast-protocol.ts";
import { mediaSourceKind, playableType } from "./media-source.ts";
import { hideSources, showSource } from "./show-source.ts";
import { StreamAnchors } from "./stream-anchors.ts";

type Init = Extract<FastMessage, { type: "init" }>;
type Part = Extract<FastMessage, { type: "part" }>;
type Step = { bytes: Uint8Array<ArrayBuffer>; mimeType?: string; offset?: number; since?: number };

/** What the browser has not taken by then is not kept for it. */
const maxWaitMs = 4000;
const keptBehindSeconds = 8;

/**
 * Lays what comes over the fast line behind one another in Media Source: a new take, a leap of a clock or parts that were
 * left out never make a hole, so the last picture stands until the next one is there.
 */
export class FastBuffer {
  readonly #onFault: () => void;
  readonly #elsewhere: string;
  readonly #waiting: Step[] = [];
  readonly #anchors = new StreamAnchors();
  #source: MediaSource | undefined;
  #buffer: SourceBuffer | undefined;
  #element: HTMLVideoElement | undefined;
  #address: string | undefined;
  #mimeType = "";
  #previous: PartHeader | undefined;
  #offset = 0;
  #hasMoved = false;

  /** @param elsewhere the same show for a screen that plays it by itself */
  constructor(onFault: () => void, elsewhere: string) {
    this.#onFault = onFault;
    this.#elsewhere = elsewhere;
  }

  /** False when this browser cannot play it. */
  addInit(init: Init): boolean {
    const kind = mediaSourceKind();
    const playable = kind && playableType(init.mimeType, kind);
    if (!playable) return false;
    this.#mimeType ||= playable;
    this.#waiting.push({ bytes: init.bytes, mimeType: playable });
    this.#previous = undefined;
    this.#pump();
    return true;
  }

  addPart(part: Part): void {
    const previous = this.#previous;
    const continues = previous !== undefined && !part.discontinuity && part.sequence === previous.sequence + 1;
    if (!continues && !part.key) return;
    if (!continues) {
      this.#offset = this.#anchors.end() - part.mediaSeconds;
      this.#hasMoved = true;
    }
    this.#previous = part;
    this.#anchors.add(part.mediaSeconds + this.#offset, part);
    const since = performance.now();
    const isLong = this.#waiting.some((step) => step.since !== undefined && since - step.since > maxWaitMs);
    if (isLong || (!this.#buffer && part.key)) this.#forgetUnseen();
    if (isLong && !part.key) {
      // What comes before the next key picture shows nothing any more.
      this.#previous = undefined;
      return;
    }
    this.#waiting.push({ bytes: part.bytes, since, ...(this.#hasMoved && { offset: this.#offset }) });
    this.#hasMoved = false;
    this.#pump();
  }

  /** Where the video ends, in seconds of the element's time, and how long the newest part is. */
  end(): number {
    return this.#anchors.end();
  }

  partSeconds(): number {
    return this.#previous?.durationSeconds ?? 0;
  }

  /** The stream clock at a moment of the element's time. */
  streamTimeAt(seconds: number): number | null {
    return this.#anchors.streamTimeAt(seconds);
  }

  /** The element's time at a moment of the stream clock, if it is still there. */
  secondsAt(streamMs: number): number | null {
    const seconds = this.#anchors.secondsAt(streamMs);
    const isKept = seconds !== null && this.#element && this.#element.currentTime - seconds < keptBehindSeconds;
    return isKept && seconds < this.end() ? seconds : null;
  }

  attach(video: HTMLVideoElement) {
    const kind = mediaSourceKind();
    if (!kind) return this.#onFault();
    const opened = new kind();
    this.#element = video;
    this.#source = opened;
    this.#address = URL.createObjectURL(opened);
    opened.addEventListener("sourceopen", () => this.#open(opened), { once: true });
    showSource(video, this.#address, this.#elsewhere);
  }

  /** Lets go of what lies behind the picture. */
  trim(keep = keptBehindSeconds): void {
    const [buffer, element] = [this.#buffer, this.#element];
    if (!buffer || buffer.updating || !element || this.#source?.readyState !== "open") return;
    const until = element.currentTime - keep;
    const start = buffer.buffered.length > 0 ? buffer.buffered.start(0) : until;
    if (until - start > 1 || (keep < keptBehindSeconds && until > start)) buffer.remove(0, until);
  }

  detach(): void {
    this.#buffer?.removeEventListener("updateend", this.#pump);
    this.#buffer?.removeEventListener("error", this.#onFault);
    this.#source = undefined;
    this.#buffer = undefined;
    if (this.#address) URL.revokeObjectURL(this.#address);
    if (this.#element) {
      this.#element.playbackRate = 1;
      hideSources(this.#element);
    }
    this.#element = undefined;
  }

  /**
   * A hidden page may open its source much later, and a picture that stands takes nothing in: what lies before the newest
   * key picture is of no use then.
   */
  #forgetUnseen(): void {
    const newestInit = this.#waiting.findLast((step) => step.mimeType !== undefined);
    this.#hasMoved ||= this.#waiting.some((step) => step.offset !== undefined);
    this.#waiting.length = 0;
    if (newestInit) this.#waiting.push(newestInit);
    if (newestInit?.mimeType) this.#mimeType = newestInit.mimeType;
  }

  #open(opened: MediaSource) {
    if (this.#source !== opened || opened.readyState !== "open") return;
    try {
      opened.duration = Number.POSITIVE_INFINITY;
      this.#buffer = opened.addSourceBuffer(this.#mimeType);
    } catch {
      return this.#onFault();
    }
    this.#buffer.addEventListener("updateend", this.#pump);
    this.#buffer.addEventListener("error", this.#onFault);
    this.#pump();
  }

  readonly #pump = () => {
    const buffer = this.#buffer;
    if (!buffer || buffer.updating || this.#source?.readyState !== "open") return;
    const step = this.#waiting.shift();
    if (!step) return;
    try {
      if (step.mimeType && step.mimeType !== this.#mimeType) {
        buffer.changeType(step.mimeType);
        this.#mimeType = step.mimeType;
      }
      if (step.offset !== undefined) buffer.timestampOffset = step.offset;
      buffer.appendBuffer(step.bytes);
    } catch (reason) {
      if (!(reason instanceof DOMException && reason.name === "QuotaExceededError")) return this.#onFault();
      this.#waiting.unshift(step);
      this.trim(1);
    }
  };
}
