import { z } from "zod";
import { instant, moment } from "#lib/moment.ts";
import { line, term } from "#lib/text.ts";

/** Where a picture comes from when it does not come from a browser. */
export const sourceKind = z.enum(["rtmp", "file", "hls"]);
export type SourceKind = z.infer<typeof sourceKind>;

/** Why an encoder was turned away, or what is wrong with a source. Each has words in the studio. */
export const sourceTrouble = z.enum([
  "no_key",
  "wrong_key",
  "old_key",
  "show_over",
  "encoder_busy",
  "ffmpeg_missing",
  "picture_codec",
  "picture_profile",
  "picture_turned",
  "sound_codec",
  "header_missing",
  "unsteady",
  "silent",
  "picture_still",
  "picture_black",
  "sound_silent",
  "broken",
  "taken_over",
  "address_private",
  "address_unreachable",
  "address_insecure",
  "not_hls",
  "encrypted",
  "separate_sound",
  "rtmp_address",
]);
export type SourceTrouble = z.infer<typeof sourceTrouble>;

/** `ready`: its picture is here and waits; `on_air`: viewers see it; `over`: it will come no more. */
export const sourceState = z.enum(["connecting", "ready", "on_air", "over"]);
export type SourceState = z.infer<typeof sourceState>;

/** One source as its host sees it. Times are ISO 8601; figures are of the last seconds. */
export const sourceView = z.object({
  kind: sourceKind,
  state: sourceState,
  /** The encoder's software, the file's name or the host of the address. */
  name: z.string(),
  since: instant,
  bitsPerSecond: z.number(),
  /** Between key frames; null before the second one. */
  keyframeSeconds: z.number().nullable(),
  width: z.int(),
  height: z.int(),
  trouble: sourceTrouble.nullable(),
  /** How far a file is, in seconds; null for what comes live. */
  played: z.object({ fileId: z.uuid(), seconds: z.number(), isPaused: z.boolean() }).nullable(),
});
export type SourceView = z.infer<typeof sourceView>;

/** Where encoders send to. `closed`: switched off; `port_taken`: another program has the port; `ffmpeg_missing`: see there. */
export const rtmpDoor = z.object({
  state: z.enum(["open", "closed", "port_taken", "ffmpeg_missing"]),
  server: z.string(),
  port: z.int(),
});

export const keyView = z.object({ createdAt: instant, lastUsedAt: instant.nullable() });

/** Somebody tried to send and was turned away. */
export const rejected = z.object({ at: instant, reason: sourceTrouble, address: z.string() });

/** Why a file cannot be shown. */
export const fileTrouble = z.enum([
  "unreadable",
  "picture_codec",
  "picture_profile",
  "picture_turned",
  "settings_change",
  "sound_codec",
  "ffmpeg_missing",
]);
export type FileTrouble = z.infer<typeof fileTrouble>;

/** A file for a show. `playsAt`: it begins by itself then. */
export const fileView = z.object({
  id: z.uuid(),
  name: z.string(),
  bytes: z.number(),
  receivedBytes: z.number(),
  state: z.enum(["UPLOADING", "READY", "REFUSED"]),
  trouble: fileTrouble.nullable(),
  seconds: z.number(),
  width: z.int(),
  height: z.int(),
  playsAt: instant.nullable(),
  playedAt: instant.nullable(),
});
export type FileView = z.infer<typeof fileView>;

const maxFileBytes = 16 * 1024 ** 3;
/** What one request of an upload may carry. */
export const maxPieceBytes = 4 * 1024 * 1024;

export const fileInput = z.strictObject({
  name: line(200),
  bytes: z.int().min(1).max(maxFileBytes),
});
export type FileInput = z.infer<typeof fileInput>;

export const pieceQuery = z.strictObject({ offset: z.coerce.number().int().min(0) });
export const filePlan = z.strictObject({ playsAt: moment.nullable() });
export const playInput = z.strictObject({ takeOver: z.boolean().default(false) });

/** As people copy it: with spaces around it, and without its scheme. An RTMP address gets a reason of its own later. */
export const hlsInput = z.strictObject({
  address: term(2000)
    .transform((text) => (/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`))
    .refine((text) => URL.canParse(text) && /^(https?|rtmps?):$/.test(new URL(text).protocol), "must be a web address"),
});
export type HlsInput = z.infer<typeof hlsInput>;

/** The secret part of the address of a show's overlay: 24 random bytes in base64url. */
export const overlayKey = z.string().regex(/^[\w-]{32}$/);
export const overlayAddress = z.object({ key: overlayKey });

/** Everything about where a show's picture comes from. */
export const sourcesView = z.object({
  rtmp: rtmpDoor,
  streamName: z.string(),
  key: keyView.nullable(),
  rejected: rejected.nullable(),
  sources: z.array(sourceView),
  files: z.array(fileView),
  /** Under which OBS shows the overlay; null while it has no address. */
  overlay: overlayAddress.nullable(),
});
export type SourcesView = z.infer<typeof sourcesView>;

/** A new stream key, shown once: what an encoder asks for as "server" and as "stream key". */
export const issuedKey = z.object({ server: z.string(), streamKey: z.string() });
export type IssuedKey = z.infer<typeof issuedKey>;

export const airInput = z.strictObject({ kind: sourceKind, takeOver: z.boolean().default(false) });
export type AirInput = z.infer<typeof airInput>;
