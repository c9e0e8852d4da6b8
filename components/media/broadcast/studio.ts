import type { AirRequest, AirStatus, PageMessage, SoundCodec, WorkerMessage } from "./air-messages.ts";
import type { CaptureState, OpenPicture } from "./capture-state.ts";
import { type Layout, possibleLayout, type Size, type Slot, slots } from "./layouts.ts";
import { PageRecorder } from "./page-recorder.ts";
import type { PictureInput } from "./picture-source.ts";
import { chooseFormat } from "./recorder.ts";
import { createSoundMixer, type SoundMixer } from "./sound-mixer.ts";

/** How pictures are made: composed in a worker, recorded as they come (one at a time), or not at all. */
export type StudioAbility = "composes" | "records" | "cannot";

type Sources = Pick<CaptureState, "face" | "product" | "sounds">;

type StudioWish = {
  onReady: (ability: StudioAbility) => void;
  /** Told once it is known in what viewers get the sound. */
  onSound: (codec: SoundCodec) => void;
  onStatus: (status: AirStatus) => void;
  /** What made the picture died and was started again: the canvas that showed it went with it. */
  onRestarted?: () => void;
};

const deliveredWithinMs = 6000;
const silentForMs = 4000;
const lookEveryMs = 1000;

/** The studio of one page: what is captured goes in, one picture with sound comes out, on air when started. */
export class Studio {
  readonly mixer: SoundMixer = createSoundMixer();
  readonly #wish: StudioWish;
  readonly #watchdog = setInterval(() => this.#lookAtWorker(), lookEveryMs);
  #worker: Worker;
  #heardAt = performance.now();
  #lookedAt = performance.now();
  readonly #shown = new Map<Slot, MediaStreamTrack>();
  readonly #recorder = new PageRecorder({
    onRun: (mimeType) => this.#tell({ type: "run", mimeType }),
    onPiece: (bytes) => this.#tell({ type: "piece", bytes }),
  });
  #ability: StudioAbility | undefined;
  #composedSound: SoundCodec | undefined;
  #sources: Sources | undefined;
  #layout: Layout = "face";
  #size: Size | undefined;
  #air: AirRequest | undefined;
  #isOnAir = false;

  constructor(wish: StudioWish) {
    this.#wish = wish;
    this.#worker = this.#startWorker();
  }

  #startWorker(): Worker {
    const worker = new Worker(new URL("./air-worker.ts", import.meta.url), { type: "module" });
    const { port1, port2 } = new MessageChannel();
    worker.postMessage({ type: "sound", port: port2 } satisfies PageMessage, [port2]);
    this.mixer.setTap(port1);
    this.#heardAt = performance.now();
    worker.onmessage = ({ data }: MessageEvent<WorkerMessage>) => {
      if (worker !== this.#worker) return;
      this.#heardAt = performance.now();
      this.#hear(data);
    };
    // It may go on all the same; if not, it is missed sooner.
    worker.onerror = () => {
      if (worker === this.#worker) this.#heardAt = Math.min(this.#heardAt, performance.now() - silentForMs + 1500);
    };
    return worker;
  }

  /** A worker that says nothing for some seconds is dead; a page that slept itself has not listened. */
  #lookAtWorker(): void {
    const now = performance.now();
    if (now - this.#lookedAt > 2 * lookEveryMs) this.#heardAt = now;
    this.#lookedAt = now;
    if (this.#isOnAir && now - this.#heardAt > silentForMs) this.#restart();
  }

  /** Another worker takes over what the dead one made, in a new take of the same sender. */
  #restart(): void {
    this.#worker.terminate();
    this.#ability = undefined;
    this.#shown.clear();
    this.#recorder.stop();
    this.#worker = this.#startWorker();
    if (this.#size) this.setOutput(this.#size);
    this.setLayout(this.#layout, false);
    this.#wish.onRestarted?.();
  }

  setSources(next: Sources): void {
    this.#sources = next;
    this.mixer.setSounds(next.sounds);
    if (this.#ability === "composes") for (const slot of slots) this.#setSource(slot, next[slot]);
    else this.#recordWhatIsShown();
  }

  setLayout(layout: Layout, isSmooth: boolean): void {
    this.#layout = layout;
    this.#tell({ type: "layout", layout, isSmooth });
    this.#recordWhatIsShown();
  }

  setOutput(size: Size): void {
    this.#size = size;
    this.#tell({ type: "output", size });
  }

  /** Shows what viewers see or would see on this canvas, which belongs to the studio from then on. */
  setPreview(element: HTMLCanvasElement | null): void {
    const canvas = element?.transferControlToOffscreen();
    this.#tell({ type: "preview", canvas }, canvas ? [canvas] : []);
  }

  /** Whether the picture was taken from this page, or is back: viewers see a slate in its place. */
  setAway(isAway: boolean): void {
    this.#tell({ type: "away", isAway });
  }

  start(air: AirRequest): void {
    this.#isOnAir = true;
    this.#air = air;
    const isRecordedByPage = this.#ability === "records";
    this.#tell({ type: "start", air, isRecordedByPage });
    if (isRecordedByPage) this.#record();
  }

  stop(): void {
    this.#endRecording();
    this.#tell({ type: "stop" });
  }

  close(): void {
    clearInterval(this.#watchdog);
    this.stop();
    // What was said last is still to be delivered.
    const worker = this.#worker;
    setTimeout(() => worker.terminate(), deliveredWithinMs);
    void this.mixer.close();
  }

  #hear(message: WorkerMessage): void {
    switch (message.type) {
      case "ready":
        this.#begin(message);
        break;
      case "sound":
        this.#composedSound = message.codec;
        if (this.#ability === "composes") this.#wish.onSound(message.codec);
        break;
      case "broken":
        this.#handOver();
        break;
      case "restart":
        this.#recorder.setRung(message.rung);
        this.#record();
        break;
      case "alive":
        break;
      case "status":
        if (message.status.state === "stopped") this.#endRecording();
        this.#wish.onStatus(message.status);
    }
  }

  #begin({ canEncode, readsTracks }: { canEncode: boolean; readsTracks: boolean }): void {
    const canRead = readsTracks || typeof MediaStreamTrackProcessor !== "undefined";
    this.#settle(canEncode && canRead ? "composes" : chooseFormat() ? "records" : "cannot");
    if (this.#sources) this.setSources(this.#sources);
    // A worker that was started again goes on where the dead one was.
    if (this.#isOnAir && this.#air) this.start({ ...this.#air, takeOver: false });
  }

  /** The worker composes no more. */
  #handOver(): void {
    this.#settle(chooseFormat() ? "records" : "cannot");
    if (this.#ability === "records" && this.#isOnAir) this.#record();
  }

  #settle(ability: StudioAbility): void {
    this.#ability = ability;
    this.#wish.onReady(ability);
    const recorded = chooseFormat()?.includes("opus") ? "opus" : "aac";
    const codec = ability === "composes" ? this.#composedSound : recorded;
    if (codec) this.#wish.onSound(codec);
  }

  #setSource(slot: Slot, picture: OpenPicture | null): void {
    if (this.#shown.get(slot) === picture?.track) return;
    if (picture) {
      this.#shown.set(slot, picture.track);
      const { input, transfer } = inputOf(picture.track);
      this.#tell({ type: "source", slot, source: { input, isWhole: picture.kind === "screen" } }, transfer);
    } else {
      this.#shown.delete(slot);
      this.#tell({ type: "source", slot, source: undefined });
    }
  }

  /** A camera that is gone for a moment ends the recording and not the broadcast: the next one is recorded again. */
  #recordWhatIsShown(): void {
    if (this.#ability !== "records" || !this.#isOnAir) return;
    if (this.#recordedTrack() !== this.#recorder.track()) this.#record();
  }

  /** Another recording, of what the layout shows now: where pictures are not composed one source is shown at a time. */
  #record(): void {
    this.#recorder.record(this.#recordedTrack(), this.mixer.track);
  }

  #recordedTrack(): MediaStreamTrack | undefined {
    const sources = this.#sources;
    const open = slots.filter((slot) => sources?.[slot]);
    return sources?.[possibleLayout(this.#layout, open) === "face" ? "face" : "product"]?.track;
  }

  #endRecording(): void {
    this.#recorder.stop();
    this.#isOnAir = false;
  }

  #tell(message: PageMessage, transfer: Transferable[] = []): void {
    this.#worker.postMessage(message, transfer);
  }
}

/** Chromium reads frames in the page and hands the stream over; Safari hands the track over. */
function inputOf(opened: MediaStreamTrack): { input: PictureInput; transfer: Transferable[] } {
  const track = videoOf(opened);
  if (typeof MediaStreamTrackProcessor === "undefined") {
    const own = track.clone();
    return { input: { track: own }, transfer: [own] };
  }
  const frames = new MediaStreamTrackProcessor({ track }).readable;
  return { input: { frames }, transfer: [frames] };
}

function videoOf(track: MediaStreamTrack): MediaStreamVideoTrack {
  if (isVideo(track)) return track;
  throw new Error("A picture comes from a video track.");
}

function isVideo(track: MediaStreamTrack): track is MediaStreamVideoTrack {
  return track.kind === "video";
}
