import type { Colours } from "./mp4-init.ts";

/** ISO 23091-2, by the names of WebCodecs. */
const primaries: Record<string, number> = { bt709: 1, bt470bg: 5, smpte170m: 6, bt2020: 9, smpte432: 12 };
const transfers: Record<string, number> = { bt709: 1, smpte170m: 6, linear: 8, "iec61966-2-1": 13, pq: 16, hlg: 18 };
const matrices: Record<string, number> = { rgb: 0, bt709: 1, bt470bg: 5, smpte170m: 6, "bt2020-ncl": 9 };
const unspecified = 2;

/** What the encoder says of its colours; undefined where it says nothing of how they are to be read. */
export function readColours(said: VideoColorSpaceInit | undefined): Colours | undefined {
  if (!said?.matrix) return undefined;
  return {
    primaries: primaries[said.primaries ?? ""] ?? unspecified,
    transfer: transfers[said.transfer ?? ""] ?? unspecified,
    matrix: matrices[said.matrix] ?? unspecified,
    isFullRange: said.fullRange ?? false,
  };
}
