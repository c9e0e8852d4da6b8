/** A line of the captions; times are stream clock milliseconds. */
export type CaptionCue = { startMs: number; endMs: number; text: string };

const maxLines = 2;

/** What is to be read at a moment of the picture; the newest lines when several overlap. */
export function captionsAt(cues: CaptionCue[], clockMs: number | null): string[] {
  if (clockMs === null) return [];
  return cues
    .filter(({ startMs, endMs }) => startMs <= clockMs && clockMs < endMs)
    .slice(-maxLines)
    .map(({ text }) => text);
}
