import { z } from "zod";
import { captionCue, captionSource } from "#lib/live/contract.ts";

export const maxCharacters = 300;
export const maxLines = 20;
const maxAgoMs = 15_000;

/** A BCP 47 tag such as en or zh-CN. */
const language = z
  .string()
  .max(20)
  .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$/, "must be a language tag such as en or zh-CN")
  .refine(isKnown, "must be a language tag such as en or zh-CN");

/** Line breaks and runs of spaces count as one space; where a line is broken is ours to decide. */
const text = z.string().max(maxCharacters).transform(plainText).pipe(z.string().min(1, "may not be empty"));

/** Milliseconds on the stream clock, which is the server's: since 1970. */
const streamTime = z.int().min(1).max(9_000_000_000_000);

/**
 * What was said. Without times it stands from the newest picture on, or from `agoMs` before it, until it is read; with
 * `startMs` it stands where it is put.
 */
const captionLine = z
  .strictObject({
    text,
    source: captionSource,
    startMs: streamTime.optional(),
    endMs: streamTime.optional(),
    agoMs: z.int().min(0).max(maxAgoMs).optional(),
  })
  .refine(({ startMs, endMs }) => endMs === undefined || (startMs !== undefined && endMs > startMs), {
    path: ["endMs"],
    message: "must come after startMs",
  });
export type CaptionLine = z.infer<typeof captionLine>;

export const captionsInput = z.strictObject({ language, lines: z.array(captionLine).min(1).max(maxLines) });
export type CaptionsInput = z.infer<typeof captionsInput>;

export const cueChange = z
  .strictObject({ text: text.optional(), startMs: streamTime.optional(), endMs: streamTime.optional() })
  .refine((change) => Object.keys(change).length > 0, "must change something");
export type CueChange = z.infer<typeof cueChange>;

export const cueParams = z.object({ id: z.uuid(), cueId: z.uuid() });

/** Without `from` the newest captions; with it those that begin at that moment or later, a page at a time. */
export const cueQuery = z.strictObject({ from: z.coerce.number().int().min(0).max(9_000_000_000_000).optional() });

export const cuesView = z.object({ cues: z.array(captionCue) });

export const subtitleQuery = z.strictObject({ format: z.enum(["vtt", "srt"]).default("vtt"), language });

function isKnown(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

/** One line without what only steers machines: controls, marks of direction, halves of characters. */
export function plainText(value: string): string {
  return value
    .normalize("NFC")
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Zs}]+/gu, " ")
    .replace(/[\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, "")
    .trim();
}
