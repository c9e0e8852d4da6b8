import { type CaptionCue, captionSource } from "#lib/live/contract.ts";
import type { CaptionCue as Row } from "#prisma/client/client.ts";

export function viewCue({ id, language, startMs, endMs, text, source, version }: Row): CaptionCue {
  const [start, end] = [Number(startMs), Number(endMs)];
  return { id, language, startMs: start, endMs: end, text, source: captionSource.parse(source), version };
}
