import { configOf, type PictureCandidate } from "../broadcast/picture-candidates.ts";
import type { PictureSettings } from "../broadcast/picture-encoder.ts";

const frames = 45;
const maxQueued = 4;
const patienceMs = 4000;

/** Pictures a second that a candidate really encodes, as fast as it can; undefined where it fails. */
export async function measurePictures(
  settings: PictureSettings,
  candidate: PictureCandidate,
  signal: AbortSignal,
): Promise<number | undefined> {
  let made = 0;
  let hasFailed = false;
  let wake = () => {};
  const encoder = new VideoEncoder({
    output: () => {
      made += 1;
      wake();
    },
    error: () => {
      hasFailed = true;
      wake();
    },
  });
  const startedAt = performance.now();
  const isOver = () => hasFailed || signal.aborted || performance.now() - startedAt > patienceMs;
  /** Until the next picture comes out, or a while has passed. */
  const rest = () =>
    new Promise<void>((resolve) => {
      wake = resolve;
      setTimeout(resolve, 100);
    });
  try {
    encoder.configure(configOf(settings, candidate));
    for (let at = 0; at < frames && !isOver(); at++) {
      encodeMoving(encoder, settings, at);
      while (encoder.encodeQueueSize >= maxQueued && !isOver()) await rest();
    }
    void encoder.flush().catch(() => {});
    while (made < frames && !isOver()) await rest();
    return hasFailed || made === 0 ? undefined : Math.round((made * 1000) / (performance.now() - startedAt));
  } catch {
    return undefined;
  } finally {
    if (encoder.state !== "closed") encoder.close();
  }
}

/** Bars that move, so that every picture is unlike the one before it. */
function encodeMoving(encoder: VideoEncoder, { width, height, framesPerSecond }: PictureSettings, at: number): void {
  const data = new Uint8Array((width * height * 3) / 2).fill(128);
  for (let line = 0; line < height; line += 1)
    data.fill((line * 3 + at * 16) & 255, line * width, line * width + ((line * 7 + at * 24) % width));
  const timestamp = Math.round((at * 1e6) / framesPerSecond);
  const frame = new VideoFrame(data, { format: "I420", codedWidth: width, codedHeight: height, timestamp });
  encoder.encode(frame, { keyFrame: at % framesPerSecond === 0 });
  frame.close();
}
