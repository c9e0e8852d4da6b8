import type { CaptureDevice, CaptureError } from "./capture-sources.ts";
import { type Slot, slots } from "./layouts.ts";
import type { CaptureChoice } from "./remembered-choice.ts";

type Open<Kind> = { kind: Kind; deviceId: string; label: string; track: MediaStreamTrack };
export type OpenPicture = Open<"camera" | "screen">;
export type OpenSound = Open<"microphone" | "screen">;

/** Everything that is open. `replaced` says what went away by itself and what stands in for it. */
export type CaptureState = {
  face: OpenPicture | null;
  product: OpenPicture | null;
  sounds: OpenSound[];
  cameras: CaptureDevice[];
  microphones: CaptureDevice[];
  pending: boolean;
  error: CaptureError | null;
  replaced: { lost: string; by: string | null } | null;
  /** How often all was let go of: what was asked for before is not wanted any more. */
  generation: number;
};

/** Whatever a stream brought belongs to the generation in which it was asked for. */
type Asked = { generation: number };

export type CaptureEvent =
  | { type: "attempt" }
  | (Asked & { type: "attempted"; error: CaptureError | null })
  | { type: "devices"; cameras: CaptureDevice[]; microphones: CaptureDevice[] }
  | (Asked & { type: "opened"; slot: Slot; kind: "camera" | "screen"; tracks: MediaStreamTrack[] })
  | { type: "emptied"; slot: Slot }
  | { type: "soundDropped"; kind: OpenSound["kind"]; deviceId: string }
  | { type: "replaced"; lost: string; by: string | null }
  | { type: "released" };

export const nothingOpen: CaptureState = {
  ...{ face: null, product: null, sounds: [], cameras: [], microphones: [] },
  ...{ pending: false, error: null, replaced: null, generation: 0 },
};

/** One event: what is open from then on. A track that is in it no more is to be stopped. */
export function reduceCapture(state: CaptureState, event: CaptureEvent): CaptureState {
  if ("generation" in event && event.generation !== state.generation) return state;
  switch (event.type) {
    case "attempt":
      return { ...state, pending: true, error: null };
    case "attempted":
      return { ...state, pending: false, error: event.error ?? state.error };
    case "devices":
      return { ...state, cameras: event.cameras, microphones: event.microphones };
    case "opened":
      return takeIn(state, event);
    case "emptied":
      return put(state, event.slot, null);
    case "soundDropped":
      return dropSounds(state, ({ kind, deviceId }) => kind === event.kind && deviceId === event.deviceId);
    case "replaced":
      return { ...state, replaced: { lost: event.lost, by: event.by } };
    case "released":
      return {
        ...state,
        ...{ face: null, product: null, sounds: [], pending: false },
        generation: state.generation + 1,
      };
  }
}

/** Pictures to their slot, then sounds to the others: the sound of a screen goes with its picture, and must not go with the one before. */
function takeIn(state: CaptureState, { slot, kind, tracks }: Extract<CaptureEvent, { type: "opened" }>): CaptureState {
  const pictures = tracks.filter((track) => track.kind === "video");
  const sounds = tracks.filter((track) => track.kind !== "video");
  const soundKind = kind === "screen" ? "screen" : "microphone";
  const seen = pictures.reduce((open, track) => put(open, slot, { ...nameOf(track), kind }), state);
  return sounds.reduce((open, track) => addSound(open, { ...nameOf(track), kind: soundKind }), seen);
}

function nameOf(track: MediaStreamTrack) {
  const { deviceId = track.id } = track.getSettings();
  return { deviceId, label: track.label, track };
}

function put(state: CaptureState, slot: Slot, picture: OpenPicture | null): CaptureState {
  const next = { ...state, [slot]: picture };
  return state[slot]?.kind === "screen" ? dropSounds(next, ({ kind }) => kind === "screen") : next;
}

/** In place of what this device gave before. */
function addSound(state: CaptureState, sound: OpenSound): CaptureState {
  const others = dropSounds(state, ({ kind, deviceId }) => kind === sound.kind && deviceId === sound.deviceId);
  return { ...others, sounds: [...others.sounds, sound] };
}

function dropSounds(state: CaptureState, isGone: (sound: OpenSound) => boolean): CaptureState {
  return { ...state, sounds: state.sounds.filter((sound) => !isGone(sound)) };
}

/** Every track that runs. */
export function tracksOf({ face, product, sounds }: CaptureState): MediaStreamTrack[] {
  return [face, product, ...sounds].flatMap((each) => (each ? [each.track] : []));
}

/** What this track is in. */
export function holderOf(state: CaptureState, track: MediaStreamTrack) {
  const slot = slots.find((each) => state[each]?.track === track);
  const sound = state.sounds.find((each) => each.track === track);
  return { picture: slot && state[slot] ? { ...state[slot], slot } : undefined, sound };
}

/** The devices to open next time; null where there is no picture to go by. Without a face the last one is kept. */
export function choiceOf({ face, product, sounds }: CaptureState, last: CaptureChoice): CaptureChoice | null {
  if (!face && !product) return null;
  const camera = ({ kind, deviceId }: OpenPicture) => (kind === "camera" ? deviceId : undefined);
  return {
    faceId: face ? camera(face) : last.faceId,
    productId: product ? camera(product) : undefined,
    microphoneIds: sounds.filter(({ kind }) => kind === "microphone").map(({ deviceId }) => deviceId),
  };
}
