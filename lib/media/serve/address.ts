import { type RenditionName, renditionNames } from "#lib/media/mp4/renditions.ts";

/** What a request under /media asks for. */
export type MediaAddress =
  | { kind: "playlist"; showId: string; name: PlaylistName }
  | { kind: "captions"; showId: string; language: string }
  | { kind: "captionSegment"; showId: string; language: string; sequence: number }
  | { kind: "recordedCaptions"; showId: string; language: string }
  | { kind: "recordedCaptionFile"; showId: string; language: string; sequence: number }
  | { kind: "init"; showId: string; takeId: string; rendition: Rendition }
  | { kind: "segment"; showId: string; sequence: number; rendition: Rendition }
  | { kind: "nativeSegment"; showId: string; sequence: number }
  | { kind: "recorded"; showId: string; sequence: number }
  | { kind: "chunk"; showId: string; takeId: string; n: number }
  | { kind: "fast"; showId: string };

/** What viewers ask for by GET. */
export type WatchAddress = Exclude<MediaAddress, { kind: "chunk" | "fast" }>;

/**
 * `master` names the others; `live` is the newest seconds, `native` the same in longer segments, `audio`, `thin` and `picture` are cut from them, `dvr` the whole show so far, `replay`
 * the whole show once it is over, `recording` names that and its captions, `captions` is the first language of the live
 * captions.
 */
export type PlaylistName = "master" | "live" | "native" | RenditionName | "dvr" | "replay" | "recording" | "captions";
export type Rendition = "full" | RenditionName;

const shapes: [RegExp, (showId: string, first: string, second: string) => MediaAddress][] = [
  [
    /^(master|live|native|audio|thin|picture|dvr|replay|recording|captions)\.m3u8$/,
    (showId, name) => ({ kind: "playlist", showId, name: readName(name) }),
  ],
  [/^segments\/(0|[1-9]\d{0,12})\.m4s$/, (showId, n) => segment(showId, n, "full")],
  [/^(audio|thin|picture)\/(0|[1-9]\d{0,12})\.m4s$/, (showId, name, n) => segment(showId, n, readRendition(name))],
  [/^native\/(0|[1-9]\d{0,12})\.m4s$/, (showId, n) => ({ kind: "nativeSegment", showId, sequence: Number(n) })],
  [/^recorded\/(0|[1-9]\d{0,12})\.m4s$/, (showId, n) => ({ kind: "recorded", showId, sequence: Number(n) })],
  [/^takes\/([A-Za-z0-9_-]{1,64})\/init\.mp4$/, (showId, takeId) => init(showId, takeId, "full")],
  [
    /^takes\/([A-Za-z0-9_-]{1,64})\/(audio|picture)\.mp4$/,
    (showId, takeId, name) => init(showId, takeId, readRendition(name)),
  ],
  [
    /^takes\/([A-Za-z0-9_-]{1,64})\/chunks\/(0|[1-9]\d{0,8})$/,
    (showId, takeId, n) => ({ kind: "chunk", showId, takeId, n: Number(n) }),
  ],
  [/^captions\/([A-Za-z0-9-]{2,20})\.m3u8$/, (showId, language) => ({ kind: "captions", showId, language })],
  [
    /^captions\/([A-Za-z0-9-]{2,20})\/(0|[1-9]\d{0,12})\.vtt$/,
    (showId, language, n) => ({ kind: "captionSegment", showId, language, sequence: Number(n) }),
  ],
  [/^recorded\/([A-Za-z0-9-]{2,20})\.m3u8$/, (showId, language) => ({ kind: "recordedCaptions", showId, language })],
  [
    /^recorded\/([A-Za-z0-9-]{2,20})\/(0|[1-9]\d{0,12})\.vtt$/,
    (showId, language, n) => ({ kind: "recordedCaptionFile", showId, language, sequence: Number(n) }),
  ],
  [/^fast$/, (showId) => ({ kind: "fast", showId })],
];

/** Undefined for anything but the exact shapes above: no decoding, no dots, no doubled slashes, no leading zeros. */
export function parseMediaAddress(path: string): MediaAddress | undefined {
  const [, showId, rest] = /^\/media\/([A-Za-z0-9_-]{1,64})\/([A-Za-z0-9_./-]{1,128})$/.exec(path) ?? [];
  if (!showId || !rest) return undefined;
  for (const [shape, read] of shapes) {
    const [whole, first = "", second = ""] = shape.exec(rest) ?? [];
    if (whole !== undefined) return read(showId, first, second);
  }
  return undefined;
}

function readName(name: string): PlaylistName {
  switch (name) {
    case "master":
    case "native":
    case "audio":
    case "thin":
    case "picture":
    case "dvr":
    case "replay":
    case "recording":
    case "captions":
      return name;
    default:
      return "live";
  }
}

function readRendition(name: string): Rendition {
  return renditionNames.find((known) => known === name) ?? "full";
}

function segment(showId: string, n: string, rendition: Rendition): MediaAddress {
  return { kind: "segment", showId, sequence: Number(n), rendition };
}

function init(showId: string, takeId: string, rendition: Rendition): MediaAddress {
  return { kind: "init", showId, takeId, rendition };
}
