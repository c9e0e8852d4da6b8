/**
 * The messages of `/media/{showId}/fast`, the WebSocket of the fast tier. Imports nothing: server and browser share it.
 *
 * Every message is binary and starts with its type (1 init, 2 part, 3 status, 4 bye). Numbers are big-endian.
 *
 *     init    u8 1 | u8 version | u16 length | JSON { takeId, mimeType } of that length | ftyp + moov
 *     part    u8 2 | u8 flags | u16 0 | f64 sequence | f64 streamClockMs | f64 mediaSeconds | f32 durationSeconds | moof + mdat
 *     status  u8 3 | u8 0 | u16 length | JSON { status, nowMs }
 *     bye     u8 4 | u8 0 | u16 length | JSON { reason, retryAfter? }
 *
 * A line begins with status, init and the parts from the latest key frame on. An init comes again before the first part of
 * every take; parts belong to the take of the last init. Status comes at each change and every few seconds. The server
 * says bye before it closes with the code of that reason. The client sends nothing.
 */
export const fastProtocolVersion = 1;

/** Where viewers of a show connect. */
export function fastPath(showId: string): string {
  return `/media/${encodeURIComponent(showId)}/fast`;
}

/** Why a line ends, and the WebSocket close code that says the same. */
export const byeCodes = {
  /** All places are taken: play HLS, and ask again after `retryAfter` seconds. */
  full: 4001,
  /** The line cannot carry the video: play HLS, or its sound alone. */
  slow: 4002,
  /** The show is over; the last parts were sent before. */
  ended: 4003,
  /** No such show is on air, or it is not public. */
  unknown: 4004,
  /** The server is restarted: come back in a moment. */
  leaving: 4005,
} as const;
export type ByeReason = keyof typeof byeCodes;

/** One fragment. `sequence` grows by one from part to part; a step of more says that parts were left out on this line. */
export type PartHeader = {
  sequence: number;
  /** When its first picture was made, on the stream clock: server time in milliseconds since 1970. */
  streamClockMs: number;
  /** The same moment on the take's own clock, which its timestamps are in. */
  mediaSeconds: number;
  durationSeconds: number;
  /** Starts with a key frame, so decoding may begin here. */
  key: boolean;
  /** Its timestamps do not continue those of the part before: a new take, or the take's clock jumped. */
  discontinuity: boolean;
};

export type FastMessage =
  | { type: "init"; version: number; takeId: string; mimeType: string; bytes: Uint8Array<ArrayBuffer> }
  | ({ type: "part"; bytes: Uint8Array<ArrayBuffer> } & PartHeader)
  | { type: "status"; status: string; nowMs: number }
  | { type: "bye"; reason: string; retryAfter?: number };

const partHeaderBytes = 32;
const keyFlag = 1;
const discontinuityFlag = 2;

export function encodeInit({ takeId, mimeType, bytes }: { takeId: string; mimeType: string; bytes: Uint8Array }) {
  return encodeText(1, fastProtocolVersion, { takeId, mimeType }, bytes);
}

export function encodePart(header: PartHeader, bytes: Uint8Array): Uint8Array {
  const message = new Uint8Array(partHeaderBytes + bytes.length);
  const view = new DataView(message.buffer);
  view.setUint8(0, 2);
  view.setUint8(1, (header.key ? keyFlag : 0) | (header.discontinuity ? discontinuityFlag : 0));
  view.setFloat64(4, header.sequence);
  view.setFloat64(12, header.streamClockMs);
  view.setFloat64(20, header.mediaSeconds);
  view.setFloat32(28, header.durationSeconds);
  message.set(bytes, partHeaderBytes);
  return message;
}

export function encodeStatus({ status, nowMs }: { status: string; nowMs: number }): Uint8Array {
  return encodeText(3, 0, { status, nowMs });
}

export function encodeBye(reason: ByeReason, retryAfter?: number): Uint8Array {
  return encodeText(4, 0, { reason, retryAfter });
}

function encodeText(type: number, second: number, value: object, bytes: Uint8Array = new Uint8Array(0)): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(value));
  const message = new Uint8Array(4 + text.length + bytes.length);
  const view = new DataView(message.buffer);
  view.setUint8(0, type);
  view.setUint8(1, second);
  view.setUint16(2, text.length);
  message.set(text, 4);
  message.set(bytes, 4 + text.length);
  return message;
}

/** Undefined for a message this version does not know. `bytes` is a view of `data`, not a copy. */
export function decodeFastMessage(data: ArrayBuffer): FastMessage | undefined {
  const view = new DataView(data);
  if (data.byteLength < 4) return undefined;
  switch (view.getUint8(0)) {
    case 1:
      return decodeInit(view);
    case 2:
      return data.byteLength < partHeaderBytes ? undefined : decodePart(view);
    case 3: {
      const facts = decodeText(view, shapes.status);
      return facts && { ...facts, type: "status" };
    }
    case 4: {
      const facts = decodeText(view, shapes.bye);
      return facts && { ...facts, ...decodeText(view, shapes.again), type: "bye" };
    }
    default:
      return undefined;
  }
}

function decodeInit(view: DataView<ArrayBuffer>): FastMessage | undefined {
  const facts = decodeText(view, shapes.init);
  const bytes = facts && new Uint8Array(view.buffer, 4 + view.getUint16(2));
  return bytes && { ...facts, type: "init", version: view.getUint8(1), bytes };
}

function decodePart(view: DataView<ArrayBuffer>): FastMessage {
  const flags = view.getUint8(1);
  return {
    type: "part",
    sequence: view.getFloat64(4),
    streamClockMs: view.getFloat64(12),
    mediaSeconds: view.getFloat64(20),
    durationSeconds: view.getFloat32(28),
    key: (flags & keyFlag) !== 0,
    discontinuity: (flags & discontinuityFlag) !== 0,
    bytes: new Uint8Array(view.buffer, partHeaderBytes),
  };
}

/** What the JSON of a message holds, each under its name. A schema's library would be larger than the player of these. */
type Shape = Record<string, "string" | "number">;
type Facts<Of extends Shape> = { [Name in keyof Of]: Of[Name] extends "number" ? number : string };

const shapes = {
  init: { takeId: "string", mimeType: "string" },
  status: { status: "string", nowMs: "number" },
  bye: { reason: "string" },
  again: { retryAfter: "number" },
} as const;

/** The JSON of a message when it is of that shape; a later version may say more. */
function decodeText<Of extends Shape>(view: DataView<ArrayBuffer>, shape: Of): Facts<Of> | undefined {
  const length = view.getUint16(2);
  if (4 + length > view.byteLength) return undefined;
  const facts = parse(new TextDecoder().decode(new Uint8Array(view.buffer, 4, length)));
  return isOf(facts, shape) ? facts : undefined;
}

function isOf<Of extends Shape>(value: unknown, shape: Of): value is Facts<Of> {
  if (typeof value !== "object" || value === null) return false;
  const facts = new Map<string, unknown>(Object.entries(value));
  return Object.entries(shape).every(([name, type]) => typeof facts.get(name) === type);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
