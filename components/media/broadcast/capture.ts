import {
  type CaptureDevice,
  type CaptureError,
  listDevices,
  nameCaptureError,
  openCamera,
  openCameraAndMicrophone,
  openMicrophone,
  openScreen,
} from "./capture-sources.ts";
import { type Slot, slots } from "./layouts.ts";
import { type CaptureChoice, recallChoice, rememberChoice } from "./remembered-choice.ts";

export type OpenPicture = { kind: "camera" | "screen"; deviceId: string; label: string; track: MediaStreamTrack };
export type OpenSound = { kind: "microphone" | "screen"; deviceId: string; label: string; track: MediaStreamTrack };
export type PictureWish = { kind: "camera"; deviceId?: string } | { kind: "screen" } | { kind: "none" };

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
};

export type Capture = {
  state: () => CaptureState;
  subscribe: (listener: () => void) => () => void;
  /** Opens the devices used last, or whatever there is. */
  open: () => Promise<void>;
  /** Shows this in a slot in place of what is there, which goes on until the new one runs. */
  show: (slot: Slot, wish: PictureWish) => Promise<void>;
  turnMicrophone: (deviceId: string, isUsed: boolean) => Promise<void>;
  release: () => void;
};

export const nothingOpen: CaptureState = {
  ...{ face: null, product: null, sounds: [], cameras: [], microphones: [] },
  ...{ pending: false, error: null, replaced: null },
};

/** The host's cameras, screen and microphones. A device that goes away by itself is replaced by another of its kind. */
export function createCapture(): Capture {
  const listeners = new Set<() => void>();
  let state = nothingOpen;
  let generation = 0;

  const change = (next: Partial<CaptureState>) => {
    state = { ...state, ...next };
    for (const listener of listeners) listener();
  };
  const refresh = () => void listDevices().then(change, () => undefined);

  async function attempt(act: () => Promise<void>): Promise<void> {
    const began = generation;
    change({ pending: true, error: null });
    try {
      await act();
      if (began === generation) remember();
    } catch (reason) {
      if (began === generation) change({ error: nameCaptureError(reason) });
    } finally {
      if (began === generation) change({ pending: false });
      refresh();
    }
  }

  async function open(): Promise<void> {
    const last = recallChoice();
    await attempt(async () => {
      const [microphoneId, ...more] = last.microphoneIds;
      await takeIn(await openCameraAndMicrophone({ cameraId: last.faceId, microphoneId }), "face");
      for (const id of more) await takeIn(await openMicrophone(id), "face");
    });
    if (last.productId && state.face) await attempt(() => openProductAgain(last.productId));
  }

  /** Where a camera can be open only once, the second is no fault worth telling on the way in. */
  async function openProductAgain(deviceId: string | undefined): Promise<void> {
    const { cameras } = await listDevices();
    if (!cameras.some(({ id }) => id === deviceId)) return;
    const stream = await openCamera("product", deviceId).catch(() => undefined);
    if (stream) await takeIn(stream, "product");
  }

  function show(slot: Slot, wish: PictureWish): Promise<void> {
    return attempt(async () => {
      if (wish.kind === "none") return put(slot, null);
      if (wish.kind === "screen") return takeIn(await openScreen(), slot, "screen");
      const stream = await openCamera(slot, wish.deviceId).catch((reason: unknown) => {
        if (nameCaptureError(reason) !== "in_use") throw reason;
        return openAlone(slot, wish.deviceId);
      });
      return takeIn(stream, slot);
    });
  }

  /** Most phones run one camera at a time: the other one gives way. */
  async function openAlone(slot: Slot, deviceId: string | undefined): Promise<MediaStream> {
    const other = slots.find((each) => each !== slot);
    if (!other || state[other]?.kind !== "camera") return openCamera(slot, deviceId);
    put(other, null);
    return openCamera(slot, deviceId);
  }

  async function turnMicrophone(deviceId: string, isUsed: boolean): Promise<void> {
    if (!isUsed) return dropSounds(({ deviceId: id }) => id === deviceId);
    await attempt(async () => takeIn(await openMicrophone(deviceId), "face"));
  }

  /** Everything a stream brought: pictures to their slot, sounds to the others. */
  async function takeIn(stream: MediaStream, slot: Slot, kind: "camera" | "screen" = "camera"): Promise<void> {
    const began = generation;
    for (const track of stream.getTracks()) {
      const { deviceId = track.id } = track.getSettings();
      const opened = { deviceId, label: track.label, track };
      track.addEventListener("ended", () => void lost(track), { once: true });
      if (began !== generation) track.stop();
      else if (track.kind === "video") put(slot, { ...opened, kind });
      else add({ ...opened, kind: kind === "screen" ? "screen" : "microphone" });
    }
  }

  function put(slot: Slot, picture: OpenPicture | null): void {
    const before = state[slot];
    change({ [slot]: picture });
    before?.track.stop();
    if (before?.kind === "screen") dropSounds(({ kind }) => kind === "screen");
  }

  function add(sound: OpenSound): void {
    const same = (each: OpenSound) => each.kind === sound.kind && each.deviceId === sound.deviceId;
    const before = state.sounds;
    change({ sounds: [...before.filter((each) => !same(each)), sound] });
    for (const each of before.filter(same)) each.track.stop();
  }

  function dropSounds(isGone: (sound: OpenSound) => boolean): void {
    const gone = state.sounds.filter(isGone);
    change({ sounds: state.sounds.filter((sound) => !isGone(sound)) });
    for (const { track } of gone) track.stop();
    remember();
  }

  /** Only what ends by itself gets here: a plug pulled, a screen no longer shared, a permission taken back. */
  async function lost(track: MediaStreamTrack): Promise<void> {
    const slot = slots.find((each) => state[each]?.track === track);
    const picture = slot && state[slot];
    const sound = state.sounds.find((each) => each.track === track);
    if (slot && picture) await replacePicture(slot, picture);
    if (sound) await replaceSound(sound);
  }

  async function replacePicture(slot: Slot, { kind, label }: OpenPicture): Promise<void> {
    const taken = slots.map((each) => state[each]?.deviceId);
    put(slot, null);
    const { cameras } = await listDevices();
    const free = cameras.find(({ id }) => !taken.includes(id));
    // A screen was stopped by the host's own hand, and the product's place may stay empty.
    if (kind === "screen" || slot === "product" || !free) return change({ replaced: { lost: label, by: null } });
    await show(slot, { kind: "camera", deviceId: free.id });
    change({ replaced: { lost: label, by: state[slot]?.label ?? null } });
  }

  async function replaceSound({ kind, deviceId, label }: OpenSound): Promise<void> {
    dropSounds((sound) => sound.deviceId === deviceId && sound.kind === kind);
    if (kind === "screen") return;
    const { microphones } = await listDevices();
    const used = state.sounds.map((sound) => sound.deviceId);
    const free = microphones.find(({ id }) => id !== deviceId && !used.includes(id));
    if (free && state.sounds.length === 0) await turnMicrophone(free.id, true);
    change({ replaced: { lost: label, by: state.sounds[0]?.label ?? null } });
  }

  function remember(): void {
    const camera = ({ kind, deviceId }: OpenPicture) => (kind === "camera" ? deviceId : undefined);
    const choice: CaptureChoice = {
      faceId: state.face ? camera(state.face) : recallChoice().faceId,
      productId: state.product ? camera(state.product) : undefined,
      microphoneIds: state.sounds.filter(({ kind }) => kind === "microphone").map(({ deviceId }) => deviceId),
    };
    if (state.face || state.product) rememberChoice(choice);
  }

  function release(): void {
    generation += 1;
    const tracks = [state.face?.track, state.product?.track, ...state.sounds.map(({ track }) => track)];
    change({ face: null, product: null, sounds: [], pending: false });
    for (const track of tracks) track?.stop();
  }

  globalThis.navigator?.mediaDevices?.addEventListener("devicechange", refresh);
  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    open,
    show,
    turnMicrophone,
    release,
  };
}
