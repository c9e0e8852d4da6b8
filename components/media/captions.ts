/** One caption on the stream clock: milliseconds since 1970, as the picture tells them. One or two lines of text. */
export type CaptionCue = { startMs: number; endMs: number; text: string };
