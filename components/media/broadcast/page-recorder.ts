import { chooseFormat, type RunningRecorder, startRecorder } from "./recorder.ts";

type RecorderWish = {
  /** Another recording begins, in this format. */
  onRun: (mimeType: string) => void;
  onPiece: (bytes: Blob) => void;
};

/** Bits per second of the pictures: a recorder cannot be told otherwise while it runs, so each lower one is another recording. */
const bits: readonly [number, ...number[]] = [2_500_000, 1_200_000, 600_000, 350_000];

/** The page's own recorder, of one picture with one sound at a time. */
export class PageRecorder {
  readonly #wish: RecorderWish;
  #bitsPerSecond = bits[0];
  #current: (RunningRecorder & { track: MediaStreamTrack }) | undefined;

  constructor(wish: RecorderWish) {
    this.#wish = wish;
  }

  /** The picture that is recorded now. */
  track(): MediaStreamTrack | undefined {
    return this.#current?.track;
  }

  /** How many bits the next recording makes; 0 is the best picture. */
  setRung(rung: number): void {
    this.#bitsPerSecond = bits[Math.min(rung, bits.length - 1)] ?? bits[0];
  }

  /** Another recording, of this; none where there is no picture. */
  record(picture: MediaStreamTrack | undefined, sound: MediaStreamTrack | undefined): void {
    this.stop();
    const mimeType = chooseFormat();
    if (!picture || !mimeType) return;
    const stream = new MediaStream(sound ? [picture, sound] : [picture]);
    this.#wish.onRun(mimeType);
    const isCurrent = () => this.#current === recorder;
    const running = startRecorder({
      ...{ stream, mimeType, bitsPerSecond: this.#bitsPerSecond },
      onChunk: (bytes) => isCurrent() && this.#wish.onPiece(bytes),
    });
    const recorder = { track: picture, stop: running.stop };
    this.#current = recorder;
  }

  /** What comes of it after that belongs to nothing. */
  stop(): void {
    const stopped = this.#current;
    this.#current = undefined;
    stopped?.stop();
  }
}
