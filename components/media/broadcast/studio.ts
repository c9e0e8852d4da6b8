import type { AirRequest, AirStatus, PageMessage, SoundCodec, WorkerMessage } from "./air-messages.ts";
import type { CaptureState, OpenPicture } from "./capture-state.ts";
import { type Layout, possibleLayout, type Size, type Slot, slots } from "./layouts.ts";
import type { PictureInput } from "./picture-source.ts";
import { chooseFormat, type RunningRecorder, startRecorder } from "./recorder.ts";
import { createSoundMixer, type SoundMixer } from "./sound-mixer.ts";

/** How pictures are made: composed in a worker, recorded as they come (one at a time), or not at all. */
export type StudioAbility = "composes" | "records" | "cannot";

/** The studio of one page: what is captured goes in, one picture with sound comes out, on air when started. */
type Sources = Pick<CaptureState, "face" | "product" | "sounds">;

export type Studio = {
  mixer: SoundMixer;
  setSources: (sources: Sources) => void;
  setLayout: (layout: Layout, isSmooth: boolean) => void;
  setOutput: (size: Size) => void;
  /** Shows what viewers see or would see on this canvas, which belongs to the studio from then on. */
  setPreview: (canvas: HTMLCanvasElement | null) => void;
  start: (air: AirRequest) => void;
  stop: () => void;
  close: () => void;
};

const deliveredWithinMs = 6000;

export function openStudio({
  onReady,
  onSound,
  onStatus,
}: {
  onReady: (ability: StudioAbility) => void;
  /** Told once it is known in what viewers get the sound. */
  onSound: (codec: SoundCodec) => void;
  onStatus: (status: AirStatus) => void;
}): Studio {
  const worker = new Worker(new URL("./air-worker.ts", import.meta.url), { type: "module" });
  const { port1, port2 } = new MessageChannel();
  const mixer = createSoundMixer(port1);
  const shown = new Map<Slot, MediaStreamTrack>();
  let ability: StudioAbility | undefined;
  let composedSound: SoundCodec | undefined;
  let sources: Sources | undefined;
  let layout: Layout = "face";
  let recorder: (RunningRecorder & { track: MediaStreamTrack }) | undefined;
  let isOnAir = false;

  tell({ type: "sound", port: port2 }, [port2]);
  worker.onmessage = ({ data }: MessageEvent<WorkerMessage>) => {
    if (data.type === "ready") begin(data);
    else if (data.type === "sound") hearSound(data.codec);
    else if (data.type === "broken") handOver();
    else if (data.type === "restart") record();
    else hear(data.status);
  };

  function begin({ canEncode, readsTracks }: { canEncode: boolean; readsTracks: boolean }): void {
    const canRead = readsTracks || typeof MediaStreamTrackProcessor !== "undefined";
    ability = canEncode && canRead ? "composes" : chooseFormat() ? "records" : "cannot";
    settle(ability);
    if (sources) setSources(sources);
  }

  function hearSound(codec: SoundCodec): void {
    composedSound = codec;
    if (ability === "composes") onSound(codec);
  }

  function settle(next: StudioAbility): void {
    onReady(next);
    const recorded = chooseFormat()?.includes("opus") ? "opus" : "aac";
    const codec = next === "composes" ? composedSound : recorded;
    if (codec) onSound(codec);
  }

  function handOver(): void {
    ability = chooseFormat() ? "records" : "cannot";
    settle(ability);
    if (ability === "records" && isOnAir) record();
  }

  function hear(status: AirStatus): void {
    if (status.state === "stopped") endRecording();
    onStatus(status);
  }

  function setSources(next: Sources): void {
    sources = next;
    mixer.setSounds(next.sounds);
    if (ability === "composes") for (const slot of slots) setSource(slot, next[slot]);
    else if (isOnAir && recordedTrack() !== recorder?.track) record();
  }

  function setSource(slot: Slot, picture: OpenPicture | null): void {
    if (shown.get(slot) === picture?.track) return;
    if (picture) {
      shown.set(slot, picture.track);
      const { input, transfer } = inputOf(picture.track);
      tell({ type: "source", slot, source: { input, isWhole: picture.kind === "screen" } }, transfer);
    } else {
      shown.delete(slot);
      tell({ type: "source", slot, source: undefined });
    }
  }

  function setLayout(next: Layout, isSmooth: boolean): void {
    layout = next;
    tell({ type: "layout", layout, isSmooth });
    if (ability === "records" && isOnAir && recordedTrack() !== recorder?.track) record();
  }

  function start(air: AirRequest): void {
    isOnAir = true;
    const isRecordedByPage = ability === "records";
    tell({ type: "start", air, isRecordedByPage });
    if (isRecordedByPage) record();
  }

  /** Another recording, of what the layout shows now: where pictures are not composed one source is shown at a time. */
  function record(): void {
    endRecording();
    const [track, mimeType] = [recordedTrack(), chooseFormat()];
    if (!track || !mimeType) return;
    isOnAir = true;
    const stream = new MediaStream(mixer.track ? [track, mixer.track] : [track]);
    tell({ type: "run", mimeType });
    let isCurrent = true;
    const running = startRecorder({
      stream,
      mimeType,
      onChunk: (bytes) => isCurrent && tell({ type: "piece", bytes }),
    });
    recorder = {
      track,
      stop: () => {
        isCurrent = false;
        running.stop();
      },
    };
  }

  function recordedTrack(): MediaStreamTrack | undefined {
    const open = slots.filter((slot) => sources?.[slot]);
    return sources?.[possibleLayout(layout, open) === "face" ? "face" : "product"]?.track;
  }

  function endRecording(): void {
    recorder?.stop();
    recorder = undefined;
    isOnAir = false;
  }

  function tell(message: PageMessage, transfer: Transferable[] = []): void {
    worker.postMessage(message, transfer);
  }

  return {
    mixer,
    setSources,
    setLayout,
    setOutput: (size) => tell({ type: "output", size }),
    setPreview: (element) => {
      const canvas = element?.transferControlToOffscreen();
      tell({ type: "preview", canvas }, canvas ? [canvas] : []);
    },
    start,
    stop: () => {
      endRecording();
      tell({ type: "stop" });
    },
    close: () => {
      endRecording();
      tell({ type: "stop" });
      // What was said last is still to be delivered.
      setTimeout(() => worker.terminate(), deliveredWithinMs);
      void mixer.close();
    },
  };
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
