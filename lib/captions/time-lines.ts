import type { CaptionLine } from "#lib/captions/schema.ts";
import { columnsOf, isWide, splitText } from "#lib/captions/split-text.ts";

/** Stream clock milliseconds. */
export type Timed = { text: string; startMs: number; endMs: number };
/** `follows`: it came without times, so it takes the place of what stands before it. */
export type TimedLine = Timed & Pick<CaptionLine, "source"> & { follows: boolean };

/** However fast lines come, each stands so long. */
export const leastMs = 1000;
const maxMs = 60_000;
const shortestReadingMs = 1500;
const maxReadingMs = 7000;
const lookMs = 600;
const narrowMs = 65;
const wideMs = 220;

/**
 * Gives lines their place on the stream clock. Those without times follow one another from the newest picture on, never
 * before `freeFromMs`, as long as it takes to read them; what was said `agoMs` before begins that much earlier.
 */
export function timeLines(
  lines: CaptionLine[],
  { newestMs, freeFromMs }: { newestMs: number; freeFromMs: number },
): TimedLine[] {
  let free = freeFromMs;
  return lines.flatMap(({ text, source, startMs, endMs, agoMs = 0 }) => {
    const pieces = splitText(text);
    const readingMs = pieces.reduce((sum, piece) => sum + readingTime(piece), 0);
    const follows = startMs === undefined;
    const from = startMs ?? Math.max(Math.round(newestMs - agoMs), free);
    const to = follows ? Math.max(from, Math.round(newestMs)) + readingMs : (endMs ?? from + readingMs);
    if (follows) free = to;
    return shareSpan(pieces, { from, to }).map((timed) => ({ ...timed, source, follows }));
  });
}

/** Divides a span among pieces by their length; none is longer than a minute. */
export function shareSpan(pieces: string[], { from, to }: { from: number; to: number }): Timed[] {
  const columns = pieces.map(columnsOf);
  const all = columns.reduce((sum, each) => sum + each, 0);
  let passed = 0;
  return pieces.map((text, index) => {
    const startMs = Math.round(from + ((to - from) * passed) / all);
    passed += columns[index] ?? 0;
    const endMs = Math.round(from + ((to - from) * passed) / all);
    return { text, startMs, endMs: Math.min(Math.max(endMs, startMs + 1), startMs + maxMs) };
  });
}

function readingTime(text: string): number {
  const reading = Array.from(text).reduce((sum, character) => sum + (isWide(character) ? wideMs : narrowMs), lookMs);
  return Math.min(maxReadingMs, Math.max(shortestReadingMs, reading));
}
