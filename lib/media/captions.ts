import type { Segment } from "./window.ts";

/** One caption. Times are stream clock milliseconds; `language` is a BCP 47 tag; `text` is plain, with line breaks. */
export type CaptionCue = { language: string; startedAt: number; endsAt: number; text: string };

/**
 * The captions slot of a channel: whoever hears the sound adds cues, the channel serves them as WebVTT renditions beside
 * its live segments. A cue is in every segment it overlaps; one that comes after its segment was fetched is missed there,
 * so add it at its start and not at its end.
 */
export type Captions = {
  /** False for a cue that is no cue: empty, ends before it starts, longer than a minute, a language too many. */
  add: (cue: CaptionCue) => boolean;
  /** In the order in which they appeared. */
  languages: () => string[];
  /** The WebVTT of one segment; a segment without captions has an empty one. */
  render: (language: string, segment: Segment) => Buffer;
  listen: (listener: (cue: CaptionCue) => void) => () => void;
};

const mostLanguages = 12;
const keptCues = 500;
const longestCueMs = 60_000;
const mostCharacters = 500;

export function createCaptions(): Captions {
  const byLanguage = new Map<string, CaptionCue[]>();
  const listeners = new Set<(cue: CaptionCue) => void>();

  function add(cue: CaptionCue): boolean {
    const text = cue.text.trim().slice(0, mostCharacters);
    const length = cue.endsAt - cue.startedAt;
    const known = byLanguage.get(cue.language);
    if (!text || !(length > 0 && length <= longestCueMs) || !isLanguage(cue.language)) return false;
    if (!known && byLanguage.size >= mostLanguages) return false;
    const cues = known ?? [];
    byLanguage.set(cue.language, cues);
    cues.push({ ...cue, text });
    if (cues.length > keptCues) cues.shift();
    for (const listener of listeners) listener({ ...cue, text });
    return true;
  }

  function render(language: string, segment: Segment): Buffer {
    const endsAt = segment.startedAt + segment.durationSeconds * 1000;
    const cues = (byLanguage.get(language) ?? []).filter(
      (cue) => cue.startedAt < endsAt && cue.endsAt > segment.startedAt,
    );
    const ticks = Math.round(segment.mediaSeconds * 90_000) % 2 ** 33;
    const head = `WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:${ticks},LOCAL:${clockOf(0)}\n`;
    return Buffer.from([head, ...cues.map((cue) => renderCue(cue, segment.startedAt))].join("\n"));
  }

  return {
    add,
    languages: () => [...byLanguage.keys()],
    render,
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function isLanguage(tag: string): boolean {
  if (!/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$/.test(tag)) return false;
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

function renderCue({ startedAt, endsAt, text }: CaptionCue, zeroAt: number): string {
  const words = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return `${clockOf(startedAt - zeroAt)} --> ${clockOf(endsAt - zeroAt)}\n${words.replace(/\s*[\r\n]+\s*/g, "\n")}\n`;
}

/** The local clock stands at one hour where the segment starts, so that cues begun before it have a time too. */
function clockOf(milliseconds: number): string {
  const total = Math.max(0, Math.round(3_600_000 + milliseconds));
  return new Date(total).toISOString().slice(11, 23);
}
