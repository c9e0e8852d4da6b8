import {
  listDevices,
  nameCaptureError,
  openCamera,
  openCameraAndMicrophone,
  openMicrophone,
  openScreen,
} from "./capture-sources.ts";
import {
  type CaptureEvent,
  type CaptureState,
  choiceOf,
  holderOf,
  nothingOpen,
  type OpenPicture,
  type OpenSound,
  reduceCapture,
  tracksOf,
} from "./capture-state.ts";
import { type Slot, slots } from "./layouts.ts";
import { recallChoice, rememberChoice } from "./remembered-choice.ts";

export type PictureWish = { kind: "camera"; deviceId?: string } | { kind: "screen" } | { kind: "none" };

/** The host's cameras, screen and microphones. A device that goes away by itself is replaced by another of its kind. */
export class Capture {
  readonly #listeners = new Set<() => void>();
  #state = nothingOpen;

  readonly state = (): CaptureState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    if (this.#listeners.size === 0) navigator.mediaDevices?.addEventListener("devicechange", this.#refresh);
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) navigator.mediaDevices?.removeEventListener("devicechange", this.#refresh);
    };
  };

  /** Opens the devices used last, or whatever there is. */
  readonly open = async (): Promise<void> => {
    const last = recallChoice();
    await this.#attempt(async (generation) => {
      const [microphoneId, ...more] = last.microphoneIds;
      await this.#takeIn(generation, openCameraAndMicrophone({ cameraId: last.faceId, microphoneId }), "face");
      for (const id of more) if (this.#isWanted(generation)) await this.#takeIn(generation, openMicrophone(id), "face");
    });
    if (last.productId && this.#state.face)
      await this.#attempt((generation) => this.#openProductAgain(generation, last.productId));
  };

  /** Shows this in a slot in place of what is there, which goes on until the new one runs. */
  readonly show = (slot: Slot, wish: PictureWish): Promise<void> => {
    return this.#attempt(async (generation) => {
      if (wish.kind === "none") return this.#empty(slot);
      if (wish.kind === "screen") return this.#takeIn(generation, openScreen(), slot, "screen");
      const opening = openCamera(slot, wish.deviceId).catch((reason: unknown) => {
        if (nameCaptureError(reason) !== "in_use") throw reason;
        return this.#openAlone(slot, wish.deviceId);
      });
      return this.#takeIn(generation, opening, slot);
    });
  };

  readonly turnMicrophone = async (deviceId: string, isUsed: boolean): Promise<void> => {
    if (isUsed) return this.#attempt((generation) => this.#takeIn(generation, openMicrophone(deviceId), "face"));
    for (const { kind } of this.#state.sounds.filter((sound) => sound.deviceId === deviceId)) {
      this.#hear({ type: "soundDropped", kind, deviceId });
    }
    this.#remember();
  };

  /** Asks for the same cameras and microphones again: a call or the system left them open and dead. What fails stays as it is. */
  readonly reopen = async (): Promise<void> => {
    const { generation, sounds } = this.#state;
    for (const slot of slots) {
      const picture = this.#state[slot];
      if (picture?.kind !== "camera" || !this.#isWanted(generation)) continue;
      await this.#takeIn(generation, openCamera(slot, picture.deviceId), slot).catch(() => undefined);
    }
    for (const { kind, deviceId } of sounds) {
      if (kind !== "microphone" || !this.#isWanted(generation)) continue;
      await this.#takeIn(generation, openMicrophone(deviceId), "face").catch(() => undefined);
    }
  };

  readonly release = (): void => this.#hear({ type: "released" });

  /** What is in the state no more runs no more. */
  #hear(event: CaptureEvent): void {
    const before = tracksOf(this.#state);
    this.#state = reduceCapture(this.#state, event);
    const after = tracksOf(this.#state);
    for (const listener of this.#listeners) listener();
    for (const track of before) if (!after.includes(track)) track.stop();
  }

  /** False once all was let go of since: nothing more is opened, and what comes is stopped. */
  #isWanted(generation: number): boolean {
    return generation === this.#state.generation;
  }

  async #attempt(act: (generation: number) => Promise<void>): Promise<void> {
    const { generation } = this.#state;
    this.#hear({ type: "attempt" });
    try {
      await act(generation);
      if (this.#isWanted(generation)) this.#remember();
      this.#hear({ type: "attempted", generation, error: null });
    } catch (reason) {
      this.#hear({ type: "attempted", generation, error: nameCaptureError(reason) });
    } finally {
      this.#refresh();
    }
  }

  /** Where a camera can be open only once, the second is no fault worth telling on the way in. */
  async #openProductAgain(generation: number, deviceId: string | undefined): Promise<void> {
    const { cameras } = await listDevices();
    if (!this.#isWanted(generation) || !cameras.some(({ id }) => id === deviceId)) return;
    await this.#takeIn(generation, openCamera("product", deviceId), "product").catch(() => undefined);
  }

  /** Most phones run one camera at a time: the other one gives way. */
  #openAlone(slot: Slot, deviceId: string | undefined): Promise<MediaStream> {
    const other = slots.find((each) => each !== slot);
    if (other && this.#state[other]?.kind === "camera") this.#empty(other);
    return openCamera(slot, deviceId);
  }

  /** Everything that a stream brings; what is granted when nobody wants it any more is stopped. */
  async #takeIn(
    generation: number,
    opening: Promise<MediaStream>,
    slot: Slot,
    kind: "camera" | "screen" = "camera",
  ): Promise<void> {
    const tracks = (await opening).getTracks();
    for (const track of tracks) track.addEventListener("ended", () => void this.#lose(track), { once: true });
    this.#hear({ type: "opened", generation, slot, kind, tracks });
    const held = tracksOf(this.#state);
    for (const track of tracks) if (!held.includes(track)) track.stop();
  }

  #empty(slot: Slot): void {
    const isScreen = this.#state[slot]?.kind === "screen";
    this.#hear({ type: "emptied", slot });
    if (isScreen) this.#remember();
  }

  /** Only what ends by itself gets here: a plug pulled, a screen no longer shared, a permission taken back. */
  async #lose(track: MediaStreamTrack): Promise<void> {
    const { picture, sound } = holderOf(this.#state, track);
    if (picture) await this.#replacePicture(picture);
    if (sound) await this.#replaceSound(sound);
  }

  async #replacePicture({ slot, kind, label }: OpenPicture & { slot: Slot }): Promise<void> {
    const { generation } = this.#state;
    const taken = slots.map((each) => this.#state[each]?.deviceId);
    this.#empty(slot);
    const { cameras } = await listDevices();
    if (!this.#isWanted(generation)) return;
    const free = cameras.find(({ id }) => !taken.includes(id));
    // A screen was stopped by the host's own hand, and the product's place may stay empty.
    if (kind === "screen" || slot === "product" || !free)
      return this.#hear({ type: "replaced", lost: label, by: null });
    await this.show(slot, { kind: "camera", deviceId: free.id });
    this.#hear({ type: "replaced", lost: label, by: this.#state[slot]?.label ?? null });
  }

  async #replaceSound({ kind, deviceId, label }: OpenSound): Promise<void> {
    const { generation } = this.#state;
    this.#hear({ type: "soundDropped", kind, deviceId });
    this.#remember();
    if (kind === "screen") return;
    const { microphones } = await listDevices();
    if (!this.#isWanted(generation)) return;
    const used = this.#state.sounds.map((sound) => sound.deviceId);
    const free = microphones.find(({ id }) => id !== deviceId && !used.includes(id));
    if (free && this.#state.sounds.length === 0) await this.turnMicrophone(free.id, true);
    this.#hear({ type: "replaced", lost: label, by: this.#state.sounds[0]?.label ?? null });
  }

  readonly #refresh = (): void => {
    listDevices().then(
      (devices) => this.#hear({ type: "devices", ...devices }),
      () => undefined,
    );
  };

  #remember(): void {
    const choice = choiceOf(this.#state, recallChoice());
    if (choice) rememberChoice(choice);
  }
}
