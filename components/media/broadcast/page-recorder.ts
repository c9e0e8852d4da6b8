import { chooseFormat, type RunningRecorder, startRecorder } from "./recorder.ts";

type RecorderWish = {
  /** Another recording begins, in this format. */
  onRun: (mimeType: string) => void;
  onPiece: (bytes: Blob) => void;
};

/** The page's own recorder, of one picture with one sound at a time. */
export class PageRecorder {
  readonly #wish: RecorderWish;
  #current: (RunningRecorder & { track: MediaStreamTrack }) | undefined;

  constructor(wish: RecorderWish) {
    this.#wish = wish;
  }

  /** The picture that is recorded now. */
  track(): MediaStreamTrack | undefined {
    return this.#current?.track;
  }

  /** Another recording, of this; none where there is no picture. */
  record(picture: MediaStreamTrack | undefined, sound: MediaStreamTrack | undefined): void {
    this.stop();
    const mimeType = chooseFormat();
    if (!picture || !mimeType) return;
    const stream = new MediaStream(sound ? [picture, sound] : [picture]);
    this.#wish.onRun(mimeType);
    const isCurrent = () => this.#current === recorder;
    const running = startRecorder({ stream, mimeType, onChunk: (bytes) => isCurrent() && this.#wish.onPiece(bytes) });
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
