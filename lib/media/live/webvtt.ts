/** Plain text, which may have line breaks, over a span of milliseconds. */
export type TextSpan = { startMs: number; endMs: number; text: string };

/** A WebVTT file whose times count from the first picture. */
export function renderVtt(cues: TextSpan[]): string {
  return ["WEBVTT\n", ...cues.map(renderCue)].join("\n");
}

/**
 * The WebVTT of one segment of HLS. Its times are the video's own timestamps, so a caption that lies over several segments
 * reads the same in each: players tell by that that it is one.
 */
export function renderVttSegment(cues: TextSpan[]): string {
  const head = "WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:0,LOCAL:00:00:00.000\n";
  return [head, ...cues.map(renderCue)].join("\n");
}

/** A SubRip file; players that know nothing else know this. */
export function renderSrt(cues: TextSpan[]): string {
  const clock = (milliseconds: number) => clockOf(milliseconds).replace(".", ",");
  return cues
    .map(({ startMs, endMs, text }, index) => `${index + 1}\n${clock(startMs)} --> ${clock(endMs)}\n${linesOf(text)}\n`)
    .join("\n");
}

const hourMs = 3_600_000;

function renderCue({ startMs, endMs, text }: TextSpan): string {
  const words = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return `${clockOf(startMs)} --> ${clockOf(endMs)}\n${linesOf(words)}\n`;
}

/** An empty line would end the cue. */
function linesOf(text: string): string {
  return text.trim().replace(/\s*[\r\n]+\s*/g, "\n");
}

/** Hours have no end: a show of more than a day counts on. */
function clockOf(milliseconds: number): string {
  const total = Math.max(0, Math.round(milliseconds));
  const hours = String(Math.floor(total / hourMs)).padStart(2, "0");
  return `${hours}:${new Date(total % hourMs).toISOString().slice(14, 23)}`;
}
