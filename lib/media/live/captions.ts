import { renderVttSegment, type TextSpan } from "./webvtt.ts";
import type { Segment } from "./window.ts";

/** One caption on the stream clock; `language` is a BCP 47 tag, and a higher version takes the place of a lower one. */
export type CaptionCue = TextSpan & { id: string; language: string; version: number };

/**
 * The captions slot of a channel: the newest captions of a show, served as WebVTT renditions beside its live segments. A
 * caption is in every segment it overlaps; one that comes after its segment was fetched is missed there.
 */
export type Captions = {
  /** Adds a caption, or puts it in place of the one of that id. False for a language too many. */
  put: (cue: CaptionCue) => boolean;
  remove: (id: string) => void;
  /** In the order in which they appeared. */
  languages: () => string[];
  /** The WebVTT of one segment; a segment without captions has an empty one. */
  render: (language: string, segment: Segment) => Buffer;
};

const mostLanguages = 12;
const keptCues = 500;

export function createCaptions(): Captions {
  const cues = new Map<string, CaptionCue>();
  const languages = new Set<string>();
  const zeros = new Map<string, Map<number, number>>();

  function put(cue: CaptionCue): boolean {
    if (!languages.has(cue.language) && languages.size >= mostLanguages) return false;
    if ((cues.get(cue.id)?.version ?? 0) > cue.version) return true;
    languages.add(cue.language);
    cues.set(cue.id, cue);
    const [oldest] = cues.keys();
    if (cues.size > keptCues && oldest !== undefined) remove(oldest);
    return true;
  }

  function remove(id: string): void {
    cues.delete(id);
    zeros.delete(id);
  }

  function render(language: string, segment: Segment): Buffer {
    const span = { startMs: segment.startedAt, endMs: segment.startedAt + segment.durationSeconds * 1000 };
    const shown = overlapping([...cues.values()], language, span);
    return Buffer.from(renderVttSegment(shown.map((cue) => moveBy(cue, zeroOf(cue.id, segment)))));
  }

  /** Where the video's timestamps are zero; the stream clock is slewed, so every caption keeps the zero it had first. */
  function zeroOf(id: string, { discontinuityNumber, startedAt, mediaSeconds }: Segment): number {
    const known = zeros.get(id) ?? new Map<number, number>();
    zeros.set(id, known);
    const zero = known.get(discontinuityNumber) ?? startedAt - mediaSeconds * 1000;
    known.set(discontinuityNumber, zero);
    return zero;
  }

  return { put, remove, languages: () => [...languages], render };
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
