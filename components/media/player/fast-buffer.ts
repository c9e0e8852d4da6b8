import type { FastMessage, PartHeader } from "#lib/media/fast/fast-protocol.ts";
import { mediaSourceKind, playableType } from "./media-source.ts";

type Init = Extract<FastMessage, { type: "init" }>;
type Part = Extract<FastMessage, { type: "part" }>;
type Step = { bytes: Uint8Array<ArrayBuffer>; mimeType?: string; offset?: number };

/** More than this cannot be waiting for a browser that lets go of nothing. */
const mostWaiting = 300;

/**
 * Lays what comes over the fast line behind one another in Media Source: a new take, a leap of a clock or parts that were
 * left out never make a hole, so the last picture stands until the next one is there.
 */
export type FastBuffer = {
  /** False when this browser cannot play it. */
  addInit: (init: Init) => boolean;
  addPart: (part: Part) => void;
  /** Where the video ends, in seconds of the element's time, and how long the newest part is. */
  end: () => number;
  partSeconds: () => number;
  attach: (video: HTMLVideoElement) => void;
  /** The stream clock at a moment of the element's time. */
  streamTimeAt: (seconds: number) => number | null;
  /** The element's time at a moment of the stream clock, if it is still there. */
  secondsAt: (streamMs: number) => number | null;
  /** Lets go of what lies behind the picture. */
  trim: () => void;
  detach: () => void;
};

const keptBehindSeconds = 8;
const mostAnchors = 600;

export function createFastBuffer(onFault: () => void): FastBuffer {
  const waiting: Step[] = [];
  const anchors: { from: number; until: number; streamMs: number }[] = [];
  let source: MediaSource | undefined;
  let buffer: SourceBuffer | undefined;
  let element: HTMLVideoElement | undefined;
  let address: string | undefined;
  let mimeType = "";
  let previous: PartHeader | undefined;
  let offset = 0;
  let end = 0;
  let hasMoved = false;

  function addInit(init: Init): boolean {
    const kind = mediaSourceKind();
    const playable = kind && playableType(init.mimeType, kind);
    if (!playable) return false;
    mimeType ||= playable;
    waiting.push({ bytes: init.bytes, mimeType: playable });
    previous = undefined;
    pump();
    return true;
  }

  function addPart(part: Part): void {
    const continues = previous !== undefined && !part.discontinuity && part.sequence === previous.sequence + 1;
    if (!continues && !part.key) return;
    if (!continues) {
      offset = end - part.mediaSeconds;
      hasMoved = true;
    }
    previous = part;
    const from = part.mediaSeconds + offset;
    end = from + part.durationSeconds;
    anchors.push({ from, until: end, streamMs: part.streamClockMs });
    if (anchors.length > mostAnchors) anchors.shift();
    if (!buffer && part.key) forgetUnseen();
    waiting.push({ bytes: part.bytes, ...(hasMoved && { offset }) });
    hasMoved = false;
    if (waiting.length > mostWaiting) onFault();
    else pump();
  }

  /** A hidden page may open its source much later: what lies before the newest key picture is of no use then. */
  function forgetUnseen(): void {
    const newestInit = waiting.findLast((step) => step.mimeType !== undefined);
    hasMoved ||= waiting.some((step) => step.offset !== undefined);
    waiting.length = 0;
    if (newestInit) waiting.push(newestInit);
    if (newestInit?.mimeType) mimeType = newestInit.mimeType;
  }

  function attach(video: HTMLVideoElement) {
    const kind = mediaSourceKind();
    if (!kind) return onFault();
    const opened = new kind();
    element = video;
    source = opened;
    address = URL.createObjectURL(opened);
    // Without it a Safari that manages its buffers by itself does not open them.
    video.disableRemotePlayback = true;
    opened.addEventListener("sourceopen", () => open(opened), { once: true });
    video.src = address;
  }

  function open(opened: MediaSource) {
    if (source !== opened || opened.readyState !== "open") return;
    try {
      opened.duration = Number.POSITIVE_INFINITY;
      buffer = opened.addSourceBuffer(mimeType);
    } catch {
      return onFault();
    }
    buffer.addEventListener("updateend", pump);
    buffer.addEventListener("error", onFault);
    pump();
  }

  function pump() {
    if (!buffer || buffer.updating || source?.readyState !== "open") return;
    const step = waiting.shift();
    if (!step) return;
    try {
      if (step.mimeType && step.mimeType !== mimeType) {
        buffer.changeType(step.mimeType);
        mimeType = step.mimeType;
      }
      if (step.offset !== undefined) buffer.timestampOffset = step.offset;
      buffer.appendBuffer(step.bytes);
    } catch (reason) {
      if (!(reason instanceof DOMException && reason.name === "QuotaExceededError")) return onFault();
      waiting.unshift(step);
      trim(1);
    }
  }

  function trim(keep = keptBehindSeconds): void {
    if (!buffer || buffer.updating || !element || source?.readyState !== "open") return;
    const until = element.currentTime - keep;
    const start = buffer.buffered.length > 0 ? buffer.buffered.start(0) : until;
    if (until - start > 1 || (keep < keptBehindSeconds && until > start)) buffer.remove(0, until);
  }

  function streamTimeAt(seconds: number): number | null {
    const anchor = anchors.findLast(({ from }) => from <= seconds + 0.001) ?? anchors[0];
    return anchor ? anchor.streamMs + Math.min(seconds - anchor.from, anchor.until - anchor.from) * 1000 : null;
  }

  function secondsAt(streamMs: number): number | null {
    const anchor = anchors.findLast((each) => each.streamMs <= streamMs);
    const seconds = anchor && anchor.from + (streamMs - anchor.streamMs) / 1000;
    const isThere =
      seconds !== undefined && element && element.currentTime - seconds < keptBehindSeconds && seconds < end;
    return isThere ? seconds : null;
  }

  function detach(): void {
    buffer?.removeEventListener("updateend", pump);
    buffer?.removeEventListener("error", onFault);
    source = undefined;
    buffer = undefined;
    if (address) URL.revokeObjectURL(address);
    if (element) element.playbackRate = 1;
    element = undefined;
  }

  return {
    ...{ addInit, addPart, attach, streamTimeAt, secondsAt, detach },
    end: () => end,
    partSeconds: () => previous?.durationSeconds ?? 0,
    trim: () => trim(),
  };
}
