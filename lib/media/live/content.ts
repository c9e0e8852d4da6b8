import type { MediaContent } from "#lib/media/schema.ts";

/** A picture of a few hundred grey points, as it was seen at a moment (milliseconds since 1970). */
type Glimpse = { points: Buffer; at: number };

/**
 * Judges what is in the pictures and the sound of a take from little: how large the pictures between key frames are, grey
 * miniatures of key frames, and how loud the sound is. Without a decoder only the first is known.
 */
export type ContentJudge = {
  /** Bytes of one picture that is no key frame. */
  picture: (bytes: number, at: number) => void;
  glimpse: (points: Buffer, at: number) => void;
  /** The loudest sample of a stretch of sound, of 32,768. */
  sound: (peak: number, at: number) => void;
  /** Packets of sound came, whatever is in them. */
  packets: (at: number) => void;
  /** Nothing is decoded any more. */
  blind: () => void;
  read: (at: number) => MediaContent;
};

const lookBackMs = 2000;
const stillMs = 1900;
const silentMs = 3500;
const leastPictures = 4;
const blockPixels = 256;
/** A skipped picture costs its head and a bit per block or less; more than half a byte per block is motion, or noise. */
const skippedHeadBytes = 32;
const skippedBytesPerBlock = 1 / 40;
const calmBytesPerBlock = 1 / 2;
/** Where a picture is sent in slices each has a head; then what tells is that one picture is as large as the next. */
const sameSizeBytes = 8;
const samePoints = 6;
const blackMean = 24;
const blackPoint = 48;
/** -60 dB. */
const quietPeak = 33;

export function createContentJudge({
  width,
  height,
  hasSound,
  startedAt,
}: {
  width: number;
  height: number;
  /** Whether it says that it has sound. */
  hasSound: boolean;
  startedAt: number;
}): ContentJudge {
  const blocks = (width * height) / blockPixels;
  const sizes = createSizes(blocks);
  let newest: Glimpse | undefined;
  let sameSince: number | undefined;
  let blackSince: number | undefined;
  let skippedSince: number | undefined;
  let isDecoded = false;
  let loudAt = startedAt;
  let packetsAt = startedAt;

  function glimpse(points: Buffer, at: number): void {
    sameSince = newest && isSame(newest.points, points) ? (sameSince ?? newest.at) : undefined;
    blackSince = isBlack(points) ? (blackSince ?? at) : undefined;
    newest = { points: Buffer.from(points), at };
  }

  function picture(bytes: number, at: number): void {
    if (sizes.add(bytes, at)) skippedSince = sizes.areSkipped() ? (skippedSince ?? at) : undefined;
  }

  function readPicture(at: number): MediaContent["picture"] {
    if (width === 0) return "unknown";
    const isFrozen = isStill(at);
    const isDark = blackSince !== undefined && (at - blackSince > stillMs / 2 || isFrozen);
    if (isDark) return "black";
    if (isFrozen) return "still";
    return newest || sizes.areKnown() ? "moving" : "unknown";
  }

  function isStill(at: number): boolean {
    const hasSkipped = skippedSince !== undefined && at - skippedSince > stillMs;
    const differs =
      newest !== undefined && sameSince === undefined && skippedSince !== undefined && newest.at > skippedSince;
    if (hasSkipped && !differs) return true;
    return sameSince !== undefined && at - sameSince > stillMs && sizes.areCalm();
  }

  return {
    picture,
    glimpse,
    sound: (peak, at) => {
      isDecoded = true;
      if (peak > quietPeak) loudAt = at;
    },
    packets: (at) => {
      packetsAt = at;
    },
    blind: () => {
      [isDecoded, newest, sameSince, blackSince] = [false, undefined, undefined, undefined];
    },
    read: (at) => ({ picture: readPicture(at), sound: readSound(at) }),
  };

  function readSound(at: number): MediaContent["sound"] {
    if (!hasSound) return "unknown";
    if (at - packetsAt > silentMs) return "silent";
    if (!isDecoded) return "unknown";
    return at - loudAt > silentMs ? "silent" : "heard";
  }
}

/** How large the latest pictures between key frames are. */
function createSizes(blocks: number) {
  let pictures: { bytes: number; at: number }[] = [];
  const areCalm = () => sizeAt(0.5) <= blocks * calmBytesPerBlock;

  /** The size that this share of the latest pictures stays under, bytes. */
  function sizeAt(share: number): number {
    const sorted = pictures.map(({ bytes }) => bytes).toSorted((one, other) => one - other);
    return sorted[Math.floor(sorted.length * share)] ?? 0;
  }

  return {
    areCalm,
    areKnown: () => pictures.length >= leastPictures,
    areSkipped: () =>
      sizeAt(0.5) <= skippedHeadBytes + blocks * skippedBytesPerBlock ||
      (areCalm() && sizeAt(0.9) - sizeAt(0.1) <= sameSizeBytes),
    /** True when enough came to judge anew. */
    add: (bytes: number, at: number): boolean => {
      pictures.push({ bytes, at });
      if (pictures.length % leastPictures > 0) return false;
      pictures = pictures.filter((each) => at - each.at < lookBackMs);
      return true;
    },
  };
}

function isSame(one: Buffer, other: Buffer): boolean {
  return (
    one.length === other.length && one.every((point, index) => Math.abs(point - (other[index] ?? 0)) <= samePoints)
  );
}

function isBlack(points: Buffer): boolean {
  const sum = points.reduce((total, point) => total + point, 0);
  return sum / points.length < blackMean && points.every((point) => point < blackPoint);
}
