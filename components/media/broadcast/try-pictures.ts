import { chooseCandidate, configOf, type PictureCandidate } from "./picture-candidates.ts";
import type { PictureSettings } from "./picture-encoder.ts";
import type { Strikes } from "./strikes.ts";

const trialFrames = 10;
const patienceMs = 5000;

/**
 * Whether this device encodes pictures that can be shown: what only says so is struck out, until one candidate proves it with
 * ten pictures or none is left.
 */
export async function provePictures(settings: PictureSettings, strikes: Strikes): Promise<boolean> {
  for (;;) {
    const candidate = await chooseCandidate(settings, strikes);
    if (!candidate) return false;
    if (await canEncode(settings, candidate)) return true;
    strikes.strikeOut(candidate.name);
  }
}

async function canEncode(settings: PictureSettings, candidate: PictureCandidate): Promise<boolean> {
  let settle = (_isDone: boolean) => {};
  const settled = new Promise<boolean>((resolve) => {
    settle = resolve;
  });
  // A busy machine that gave a picture by now is slow, not unable.
  const timeout = setTimeout(() => settle(true), patienceMs);
  let pictures = 0;
  let isDescribed = false;
  const encoder = new VideoEncoder({
    output: (_, metadata) => {
      pictures += 1;
      isDescribed ||= metadata?.decoderConfig?.description !== undefined;
    },
    error: () => settle(false),
  });
  try {
    encoder.configure(configOf(settings, candidate));
    for (let at = 0; at < trialFrames; at++) encodeGrey(encoder, settings, at);
    const isDone = await Promise.race([encoder.flush().then(() => true), settled]);
    return isDone && pictures > 0 && isDescribed;
  } catch {
    return false;
  } finally {
    clearTimeout(timeout);
    if (encoder.state !== "closed") encoder.close();
  }
}

function encodeGrey(encoder: VideoEncoder, { width, height, framesPerSecond }: PictureSettings, at: number): void {
  const data = new Uint8Array((width * height * 3) / 2).fill(128);
  const timestamp = Math.round((at * 1e6) / framesPerSecond);
  const frame = new VideoFrame(data, { format: "I420", codedWidth: width, codedHeight: height, timestamp });
  encoder.encode(frame, { keyFrame: at === 0 });
  frame.close();
}
