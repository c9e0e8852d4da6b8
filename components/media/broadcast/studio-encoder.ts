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

export type StudioEncoder = {
  addPicture: (frame: VideoFrame) => void;
  addSound: (samples: Samples, atMicroseconds: number) => void;
  setRung: (rung: Rung) => void;
  setSize: (size: Size) => void;
  /** Call once a second. */
  lookAtDrops: () => void;
  /** Goes on in a new run. */
  restart: () => void;
  figures: () => Pick<
    AirStatus,
    "framesPerSecond" | "framesDropped" | "droppedOfLate" | "keyframeSeconds" | "isBroken"
  >;
  close: () => void;
};

const ratedMs = 2000;

/** Encodes pictures and sound of the studio into runs, at the quality of a rung, once it is known how the sound is made. */
export function createStudioEncoder({
  runs,
  rung: first,
  size: firstSize,
  chosenSound,
  strikes,
  onBroken,
}: {
  runs: Runs;
  rung: Rung;
  size: Size;
  chosenSound: Promise<ChosenSound>;
  strikes: Strikes;
  /** No way to encode is left on this device. */
  onBroken: () => void;
}) {
  const recorder = createRunRecorder(runs);
  let rung = first;
  let size = firstSize;
  let pictures: PictureEncoder | undefined;
  let closed = false;
  let isBroken = false;
  let recent: number[] = [];
  let keyAt = 0;
  let keyframeSeconds = 0;
  let dropped = { before: 0, ofLate: 0 };
  let sound: SoundEncoder | undefined;
  void open();
  void chosenSound.then(openSound);

  function openSound(chosen: ChosenSound): void {
    if (closed) return;
    sound = createSoundEncoder({
      chosen,
      bitsPerSecond: rung.soundBits,
      onFormat: recorder.setSound,
      onPacket: recorder.addSound,
      onFailed: fail,
    });
    // The first picture waits for the sound's format; the next one is whole then.
    pictures?.forceKey();
  }

  async function open(): Promise<void> {
    const began = settings();
    const opened = await createPictureEncoder({ settings: began, strikes, onPicture, onFailed: reopen });
    if (closed) return opened?.close();
    if (!opened) return fail();
    pictures = opened;
    if (JSON.stringify(began) !== JSON.stringify(settings())) configure();
  }

  /** A chip that gives up (the lid closed, another program took it) is asked once more, then the next candidate. */
  function reopen(): void {
    pictures?.close();
    pictures = undefined;
    if (!closed) setTimeout(() => void open(), 500);
  }

  function fail(): void {
    isBroken = true;
    onBroken();
  }

  function onPicture(picture: EncodedPicture): void {
    recent.push(performance.now());
    if (picture.key) {
      if (keyAt > 0) keyframeSeconds = (picture.at - keyAt) / 1e6;
      keyAt = picture.at;
    }
    recorder.addPicture(picture);
  }

  function settings() {
    return { ...scaled(size, rung.scale), bitsPerSecond: rung.pictureBits, framesPerSecond: rung.framesPerSecond };
  }

  function configure(): void {
    pictures?.configure(settings());
    sound?.setBitrate(rung.soundBits);
  }

  function framesPerSecond(): number {
    recent = recent.filter((at) => performance.now() - at < ratedMs);
    return (recent.length * 1000) / ratedMs;
  }

  const encoder: StudioEncoder = {
    addPicture: (frame) => {
      if (pictures) pictures.encode(frame);
      else frame.close();
    },
    addSound: (samples, at) => sound?.encode(samples, at),
    setRung: (next) => {
      rung = next;
      configure();
    },
    setSize: (next) => {
      size = next;
      configure();
    },
    lookAtDrops: () => {
      const now = pictures?.dropped() ?? 0;
      dropped = { before: now, ofLate: Math.max(0, now - dropped.before) };
    },
    restart: () => {
      recorder.cut();
      pictures?.forceKey();
    },
    figures: () => ({
      framesPerSecond: framesPerSecond(),
      framesDropped: pictures?.dropped() ?? 0,
      droppedOfLate: dropped.ofLate,
      keyframeSeconds,
      isBroken,
    }),
    close: () => {
      closed = true;
      recorder.cut();
      pictures?.close();
      sound?.close();
    },
  };
  return encoder;
}

/** Encoders want whole pairs of lines. */
export function scaled({ width, height }: Size, scale: number): Size {
  const even = (length: number) => Math.round((length * scale) / 2) * 2;
  return { width: even(width), height: even(height) };
}
