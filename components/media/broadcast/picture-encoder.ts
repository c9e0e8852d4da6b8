import { readColours } from "./colours.ts";
import type { Size } from "./layouts.ts";
import type { PictureFormat } from "./mp4-init.ts";
import type { Encoded } from "./mp4-writer.ts";
import { chooseCandidate, configOf } from "./picture-candidates.ts";
import { bytesOf } from "./sound-machine.ts";
import type { Strikes } from "./strikes.ts";

/** What the encoder is to make; bits and pictures per second. */
export type PictureSettings = Size & { bitsPerSecond: number; framesPerSecond: number };

/** An encoded picture; `format` says what its decoder needs. */
export type EncodedPicture = Encoded & { format: PictureFormat };

export type PictureEncoder = {
  /** Takes the frame over and closes it. */
  encode: (frame: VideoFrame) => void;
  configure: (settings: PictureSettings) => void;
  /** The next picture is to be a key frame. */
  forceKey: () => void;
  /** Pictures that were not encoded because the encoder had not kept up. */
  dropped: () => number;
  close: () => void;
};

const keyEveryMicroseconds = 1_000_000;
const maxQueued = 4;
/** Encodes H.264 as it comes, by the first candidate that did not fail before, without looking ahead, with a key frame every second. */
export async function createPictureEncoder({
  settings: first,
  strikes,
  onPicture,
  onFailed,
}: {
  settings: PictureSettings;
  /** Which candidates failed before. */
  strikes: Strikes;
  onPicture: (picture: EncodedPicture) => void;
  onFailed: () => void;
}): Promise<PictureEncoder | undefined> {
  const chosen = await chooseCandidate(first, strikes);
  if (!chosen) return undefined;
  let settings = first;
  let format: PictureFormat | undefined;
  let keyAt = Number.NEGATIVE_INFINITY;
  let dropped = 0;
  const { name } = chosen;
  const encoder = new VideoEncoder({ output: hand, error: failed });
  encoder.configure(configOf(settings, chosen));

  function failed(): void {
    strikes.fail(name);
    onFailed();
  }

  function hand(chunk: EncodedVideoChunk, metadata?: EncodedVideoChunkMetadata): void {
    format = readFormat(metadata, settings) ?? format;
    if (!format) return;
    const data = new Uint8Array(chunk.byteLength);
    chunk.copyTo(data);
    onPicture({ at: chunk.timestamp, key: chunk.type === "key", data, format });
  }

  function encode(frame: VideoFrame): void {
    if (encoder.state === "configured") encodeInTime(frame);
    frame.close();
  }

  function encodeInTime(frame: VideoFrame): void {
    if (encoder.encodeQueueSize >= maxQueued) {
      dropped += 1;
      return;
    }
    const slack = 500_000 / settings.framesPerSecond;
    const keyFrame = frame.timestamp - keyAt >= keyEveryMicroseconds - slack;
    if (keyFrame) keyAt = frame.timestamp;
    encoder.encode(frame, { keyFrame });
  }

  function configure(next: PictureSettings): void {
    settings = next;
    keyAt = Number.NEGATIVE_INFINITY;
    if (encoder.state === "configured" && chosen) encoder.configure(configOf(next, chosen));
  }

  return {
    encode,
    configure,
    forceKey: () => {
      keyAt = Number.NEGATIVE_INFINITY;
    },
    dropped: () => dropped,
    close: () => {
      if (encoder.state !== "closed") encoder.close();
    },
  };
}

/** The encoder tells of its format with the first picture, and again whenever it was configured. */
function readFormat(metadata: EncodedVideoChunkMetadata | undefined, { width, height }: Size) {
  const { description, codedWidth = width, codedHeight = height, colorSpace } = metadata?.decoderConfig ?? {};
  const config = bytesOf(description);
  return config && { width: codedWidth, height: codedHeight, config, colours: readColours(colorSpace) };
}
