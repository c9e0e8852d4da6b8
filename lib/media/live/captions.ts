import { renderVttSegment, type TextSpan } from "./webvtt.ts";
import type { Segment } from "./window.ts";

/** One caption on the stream clock; `language` is a BCP 47 tag, and a higher version takes the place of a lower one. */
export type CaptionCue = TextSpan & { id: string; language: string; version: number };

const maxLanguages = 12;
const keptCues = 500;

/**
 * The captions slot of a channel: the newest captions of a show, served as WebVTT renditions beside its live segments. A
 * caption is in every segment it overlaps; one that comes after its segment was fetched is missed there.
 */
export class Captions {
  readonly #cues = new Map<string, CaptionCue>();
  readonly #languages = new Set<string>();
  readonly #zeros = new Map<string, Map<number, number>>();

  /** Adds a caption, or puts it in place of the one of that id. False for a language too many. */
  put(cue: CaptionCue): boolean {
    if (!this.#languages.has(cue.language) && this.#languages.size >= maxLanguages) return false;
    if ((this.#cues.get(cue.id)?.version ?? 0) > cue.version) return true;
    this.#languages.add(cue.language);
    this.#cues.set(cue.id, cue);
    const [oldest] = this.#cues.keys();
    if (this.#cues.size > keptCues && oldest !== undefined) this.remove(oldest);
    return true;
  }

  remove(id: string): void {
    this.#cues.delete(id);
    this.#zeros.delete(id);
  }

  /** In the order in which they appeared. */
  languages(): string[] {
    return [...this.#languages];
  }

  /** The WebVTT of one segment; a segment without captions has an empty one. */
  render(language: string, segment: Segment): Buffer {
    const span = { startMs: segment.startedAt, endMs: segment.startedAt + segment.durationSeconds * 1000 };
    const shown = overlapping([...this.#cues.values()], language, span);
    return Buffer.from(renderVttSegment(shown.map((cue) => moveBy(cue, this.#zeroOf(cue.id, segment)))));
  }

  /** Where the video's timestamps are zero; the stream clock is slewed, so every caption keeps the zero it had first. */
  #zeroOf(id: string, { discontinuityNumber, startedAt, mediaSeconds }: Segment): number {
    const known = this.#zeros.get(id) ?? new Map<number, number>();
    this.#zeros.set(id, known);
    const zero = known.get(discontinuityNumber) ?? startedAt - mediaSeconds * 1000;
    known.set(discontinuityNumber, zero);
    return zero;
  }
}

/** What of one language is to be read in a span, in its order. */
export function overlapping(
  cues: CaptionCue[],
  language: string,
  span: { startMs: number; endMs: number },
): CaptionCue[] {
  return cues
    .filter((cue) => cue.language === language && cue.startMs < span.endMs && cue.endMs > span.startMs)
    .toSorted((one, other) => one.startMs - other.startMs);
}

export function moveBy({ startMs, endMs, text }: TextSpan, zeroMs: number): TextSpan {
  return { startMs: startMs - zeroMs, endMs: endMs - zeroMs, text };
}
