import { z } from "zod";

/**
 * The index of a recording is a file of JSON lines, appended to while it is written: what a take plays with, then its
 * segments, one line each; at last the end, which may be taken back. `hash` is the SHA-256 of the line's bytes behind the hash before it.
 */
const TakeLine = z.strictObject({ take: z.string() });
const SegmentLine = z.strictObject({
  segment: z.int().min(0),
  /** The file it lies in, which is named after its first segment. */
  file: z.int().min(0),
  offset: z.int().min(0),
  bytes: z.int().min(1),
  seconds: z.number().min(0),
  startedAt: z.number(),
  mediaSeconds: z.number(),
  key: z.boolean(),
  keyframes: z.int().min(0),
  jump: z.boolean(),
  hash: z.string(),
});
const EndLine = z.strictObject({ ended: z.number() });
const ResumeLine = z.strictObject({ resumed: z.number() });
const Line = z.union([SegmentLine, TakeLine, EndLine, ResumeLine]);
export type RecordedLine = z.infer<typeof Line>;
export type SegmentLine = z.infer<typeof SegmentLine>;

/** Reads lines up to the first that is damaged or cut off. `end` is where a line ends in the text, `bytes` where the last does. */
export function readLines(text: Buffer): { lines: { line: RecordedLine; end: number }[]; bytes: number } {
  const lines: { line: RecordedLine; end: number }[] = [];
  for (let from = 0; ; ) {
    const to = text.indexOf(10, from);
    const line = to < 0 ? undefined : parseLine(text.toString("utf8", from, to));
    if (!line) return { lines, bytes: from };
    from = to + 1;
    lines.push({ line, end: from });
  }
}

function parseLine(text: string): RecordedLine | undefined {
  try {
    return Line.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
