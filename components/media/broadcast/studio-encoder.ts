import type { AirStatus } from "./air-messages.ts";
import type { ChosenSound } from "./choose-sound.ts";
import type { Rung } from "./ladder.ts";
import type { Size } from "./layouts.ts";
import { createPictureEncoder, type EncodedPicture, type PictureEncoder } from "./picture-encoder.ts";
import { createRunRecorder } from "./record-run.ts";
import type { Runs } from "./runs.ts";
import { createSoundEncoder, type SoundEncoder } from "./sound-encoder.ts";
import type { Samples } from "./sound-line.ts";
import type { Strikes } from "./strikes.ts";

type EncoderWish = {
  runs: Runs;
  rung: Rung;
  size: Size;
  chosenSound: Promise<ChosenSound>;
  strikes: Strikes;
  /** No way to encode is left on this device. */
  onBroken: () => void;
};

type EncoderFigures = Pick<
  AirStatus,
  "framesPerSecond" | "framesDropped" | "droppedOfLate" | "keyframeSeconds" | "isBroken"
>;

const ratedMs = 2000;
const reopenAfterMs = 500;

/** Encodes pictures and sound of the studio into runs, at the quality of a rung, once it is known how the sound is made. */
export class StudioEncoder {
  readonly #wish: EncoderWish;
  readonly #recorder: ReturnType<typeof createRunRecorder>;
  #rung: Rung;
  #size: Size;
  #pictures: PictureEncoder | undefined;
  #sound: SoundEncoder | undefined;
  #isClosed = false;
  #isBroken = false;
  #recent: number[] = [];
  #keyAt = 0;
  #keyframeSeconds = 0;
  #dropped = { before: 0, ofLate: 0 };

  constructor(wish: EncoderWish) {
    this.#wish = wish;
    this.#recorder = createRunRecorder(wish.runs);
    this.#rung = wish.rung;
    this.#size = wish.size;
    void this.#open();
    void wish.chosenSound.then((chosen) => this.#openSound(chosen));
  }

  addPicture(frame: VideoFrame): void {
    if (this.#pictures) this.#pictures.encode(frame);
    else frame.close();
  }

  addSound(samples: Samples, atMicroseconds: number): void {
    this.#sound?.encode(samples, atMicroseconds);
  }

  setRung(rung: Rung): void {
    this.#rung = rung;
    this.#configure();
  }

  setSize(size: Size): void {
    this.#size = size;
    this.#configure();
  }

  /** Call once a second. */
  lookAtDrops(): void {
    const now = this.#pictures?.dropped() ?? 0;
    this.#dropped = { before: now, ofLate: Math.max(0, now - this.#dropped.before) };
  }

  /** Goes on in a new run. */
  restart(): void {
    this.#recorder.cut();
    this.#pictures?.forceKey();
  }

  /** Whoever sees the picture again begins with this one. */
  forceKey(): void {
    this.#pictures?.forceKey();
  }

  figures(): EncoderFigures {
    return {
      framesPerSecond: this.#framesPerSecond(),
      framesDropped: this.#pictures?.dropped() ?? 0,
      droppedOfLate: this.#dropped.ofLate,
      keyframeSeconds: this.#keyframeSeconds,
      isBroken: this.#isBroken,
    };
  }

  close(): void {
    this.#isClosed = true;
    this.#recorder.cut();
    this.#pictures?.close();
    this.#sound?.close();
  }

  #openSound(chosen: ChosenSound): void {
    if (this.#isClosed) return;
    this.#sound = createSoundEncoder({
      chosen,
      bitsPerSecond: this.#rung.soundBits,
      onFormat: this.#recorder.setSound,
      onPacket: this.#recorder.addSound,
      onFailed: () => this.#fail(),
    });
    // The first picture waits for the sound's format; the next one is whole then.
    this.#pictures?.forceKey();
  }

  async #open(): Promise<void> {
    const began = this.#settings();
    const opened = await createPictureEncoder({
      ...{ settings: began, strikes: this.#wish.strikes },
      onPicture: (picture) => this.#hearPicture(picture),
      onFailed: () => this.#reopen(),
    });
    if (this.#isClosed) return opened?.close();
    if (!opened) return this.#fail();
    this.#pictures = opened;
    if (JSON.stringify(began) !== JSON.stringify(this.#settings())) this.#configure();
  }

  /** A chip that gives up (the lid closed, another program took it) is asked once more, then the next candidate. */
  #reopen(): void {
    this.#pictures?.close();
    this.#pictures = undefined;
    if (!this.#isClosed) setTimeout(() => void this.#open(), reopenAfterMs);
  }

  #fail(): void {
    this.#isBroken = true;
    this.#wish.onBroken();
  }

  #hearPicture(picture: EncodedPicture): void {
    this.#recent.push(performance.now());
    if (picture.key) {
      if (this.#keyAt > 0) this.#keyframeSeconds = (picture.at - this.#keyAt) / 1e6;
      this.#keyAt = picture.at;
    }
    this.#recorder.addPicture(picture);
  }

  #settings() {
    const { scale, pictureBits, framesPerSecond } = this.#rung;
    return { ...scaled(this.#size, scale), bitsPerSecond: pictureBits, framesPerSecond };
  }

  #configure(): void {
    this.#pictures?.configure(this.#settings());
    this.#sound?.setBitrate(this.#rung.soundBits);
  }

  #framesPerSecond(): number {
    this.#recent = this.#recent.filter((at) => performance.now() - at < ratedMs);
    return (this.#recent.length * 1000) / ratedMs;
  }
}

/** Encoders want whole pairs of lines. */
export function scaled({ width, height }: Size, scale: number): Size {
  const even = (length: number) => Math.round((length * scale) / 2) * 2;
  return { width: even(width), height: even(height) };
}
