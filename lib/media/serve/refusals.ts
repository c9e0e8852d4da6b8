import type { MediaProblem, MediaRefusalCode } from "#lib/media/schema.ts";

/** A refusal as a value: the code, what exactly was wrong, and the chunk number wanted instead. */
export type Refused = { refused: MediaRefusalCode; detail?: string; expected?: number };

export function refuse(code: MediaRefusalCode, more: { detail?: string; expected?: number } = {}): Refused {
  return { refused: code, ...more };
}

export function isRefused(answer: object): answer is Refused {
  return "refused" in answer;
}

/** The problem+json body of a refusal. */
export function toProblem({ refused, detail, expected }: Refused): MediaProblem {
  const { status, title, retryAfter } = refusals[refused];
  return { type: `urn:launchroom:refusal:${refused}`, title, status, code: refused, detail, expected, retryAfter };
}

const refusals: Record<MediaRefusalCode, { status: number; title: string; retryAfter?: number }> = {
  unknown_show: { status: 404, title: "There is no such show on air." },
  unknown_take: { status: 409, title: "This take is not known. Start a new take." },
  unknown_segment: { status: 404, title: "This piece of video is not kept any more, or never was." },
  unknown_address: { status: 404, title: "There is nothing at this address." },
  nothing_yet: { status: 404, title: "The show has no video yet. Ask again in a second.", retryAfter: 1 },
  bad_show_key: { status: 403, title: "The key does not open this take." },
  late_take: { status: 409, title: "A newer take is on air. This one is over." },
  chunk_repeated: { status: 409, title: "A different chunk with this number was accepted before." },
  chunk_gap: { status: 409, title: "A chunk before this one is missing. Send the expected one first." },
  chunk_short: { status: 400, title: "The chunk is empty or was cut off." },
  chunk_too_large: { status: 413, title: "The chunk is too large. Lower the bitrate or send shorter chunks." },
  too_many_uploads: {
    status: 429,
    title: "Chunks are sent one at a time. Wait for the answer to the last one.",
    retryAfter: 1,
  },
  show_ended: { status: 410, title: "The show has ended." },
  not_fragmented_mp4: { status: 422, title: "This is not a fragmented MP4 stream. The take is over; start a new one." },
  codec_not_supported: { status: 422, title: "Viewers cannot play this codec. Use H.264 or AV1 with AAC or Opus." },
  upgrade_required: { status: 426, title: "This address is a WebSocket. Open it as one." },
  storage_unavailable: { status: 503, title: "The recording cannot be read just now. Try again.", retryAfter: 2 },
  method_not_allowed: { status: 405, title: "This address does not take that method." },
  range_not_satisfiable: { status: 416, title: "The range asked for is outside the file." },
};
