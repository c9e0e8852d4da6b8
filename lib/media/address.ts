/** What a request under /media asks for. */
export type MediaAddress =
  | { kind: "playlist"; showId: string }
  | { kind: "init"; showId: string; takeId: string }
  | { kind: "segment"; showId: string; sequence: number }
  | { kind: "chunk"; showId: string; takeId: string; n: number };

/** Undefined for anything but the four exact shapes: no decoding, no dots, no doubled slashes, no leading zeros. */
export function parseMediaAddress(path: string): MediaAddress | undefined {
  const [, showId, rest] = /^\/media\/([A-Za-z0-9_-]{1,64})\/([A-Za-z0-9_./-]{1,128})$/.exec(path) ?? [];
  if (!showId || !rest) return undefined;
  if (rest === "live.m3u8") return { kind: "playlist", showId };
  const [, sequence] = /^segments\/(0|[1-9]\d{0,12})\.m4s$/.exec(rest) ?? [];
  if (sequence) return { kind: "segment", showId, sequence: Number(sequence) };
  const [, initTakeId] = /^takes\/([A-Za-z0-9_-]{1,64})\/init\.mp4$/.exec(rest) ?? [];
  if (initTakeId) return { kind: "init", showId, takeId: initTakeId };
  const [, takeId, n] = /^takes\/([A-Za-z0-9_-]{1,64})\/chunks\/(0|[1-9]\d{0,8})$/.exec(rest) ?? [];
  return takeId && n ? { kind: "chunk", showId, takeId, n: Number(n) } : undefined;
}
