import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Capture } from "#components/media/broadcast/capture.ts";
import {
  type CaptureEvent,
  type CaptureState,
  choiceOf,
  nothingOpen,
  reduceCapture,
  tracksOf,
} from "#components/media/broadcast/capture-state.ts";
import { FakeTrack } from "./fake-track.ts";

describe("what is open, whatever happens", () => {
  it("has no track twice, and no sound of a device twice", () => {
    fc.assert(
      fc.property(anyStory(), (story) => {
        const open = story.reduce(reduceCapture, nothingOpen);
        expect(new Set(tracksOf(open)).size).toBe(tracksOf(open).length);
        const sounds = open.sounds.map(({ kind, deviceId }) => `${kind} ${deviceId}`);
        expect(new Set(sounds).size).toBe(sounds.length);
      }),
    );
  });

  it("is nothing after all was let go of, whatever was asked for before", () => {
    fc.assert(
      fc.property(anyStory(), anyStory(), (before, after) => {
        const open = before.reduce(reduceCapture, nothingOpen);
        const released = reduceCapture(open, { type: "released" });
        const late = after
          .filter((event) => "generation" in event)
          .map((event) => ({ ...event, generation: open.generation }));
        expect(tracksOf(late.reduce(reduceCapture, released))).toEqual([]);
        expect(late.reduce(reduceCapture, released)).toMatchObject({ pending: false, error: open.error });
      }),
    );
  });

  it("is the same when the same is said twice", () => {
    fc.assert(
      fc.property(anyStory(), anyEvent(), (story, event) => {
        if (event.type === "released") return;
        const once = reduceCapture(story.reduce(reduceCapture, nothingOpen), event);
        if (event.type !== "opened") expect(reduceCapture(once, event)).toEqual(once);
      }),
    );
  });
});

describe("what is open", () => {
  it("changes a picture in its slot, and loses the sound of a screen with its picture", () => {
    const shared = opened(nothingOpen, "face", "screen", [
      new FakeTrack("audio", "tab"),
      new FakeTrack("video", "tab"),
    ]);
    expect(shared).toMatchObject({ face: { kind: "screen" }, sounds: [{ kind: "screen", deviceId: "tab" }] });
    const camera = opened(shared, "face", "camera", [new FakeTrack("video", "front")]);
    expect(camera).toMatchObject({ face: { deviceId: "front" }, sounds: [] });
  });

  it("keeps the sound of a screen that takes the place of another", () => {
    const share = (id: string) => [new FakeTrack("audio", id), new FakeTrack("video", id)];
    const second = opened(opened(nothingOpen, "face", "screen", share("one")), "face", "screen", share("two"));
    expect(second).toMatchObject({ face: { deviceId: "two" }, sounds: [{ deviceId: "two" }] });
    expect(second.sounds).toHaveLength(1);
  });

  it("is remembered by its devices: no screen, and the last face where there is none now", () => {
    const last = { faceId: "front", microphoneIds: [] };
    expect(choiceOf(nothingOpen, last)).toBeNull();
    const product = opened(nothingOpen, "product", "camera", [new FakeTrack("video", "back")]);
    expect(choiceOf(product, last)).toEqual({ faceId: "front", productId: "back", microphoneIds: [] });
    const screen = opened(product, "face", "screen", [
      new FakeTrack("video", "screen"),
      new FakeTrack("audio", "screen"),
    ]);
    expect(choiceOf(screen, last)).toEqual({ faceId: undefined, productId: "back", microphoneIds: [] });
  });
});

describe("a host's devices", () => {
  let cameras: string[];
  let grant: (wanted: MediaStreamConstraints) => Promise<FakeTrack[]>;

  const hearing = new Set<() => void>();

  beforeEach(() => {
    hearing.clear();
    cameras = ["front", "back"];
    grant = async ({ video, audio }) => [
      ...(video ? [new FakeTrack("video", nameOf(video) ?? cameras[0] ?? "")] : []),
      ...(audio ? [new FakeTrack("audio", nameOf(audio) ?? "voice")] : []),
    ];
    const devices = (kind: string, ids: string[]) => ids.map((deviceId) => ({ kind, deviceId, label: deviceId }));
    vi.stubGlobal("navigator", {
      mediaDevices: {
        addEventListener: (_: string, hear: () => void) => hearing.add(hear),
        removeEventListener: (_: string, hear: () => void) => hearing.delete(hear),
        enumerateDevices: async () => [...devices("videoinput", cameras), ...devices("audioinput", ["voice", "desk"])],
        getUserMedia: async (wanted: MediaStreamConstraints) => {
          const tracks = await grant(wanted);
          return { getTracks: () => tracks };
        },
      },
    });
  });
  afterEach(() => vi.unstubAllGlobals());

  it("are stopped when they are granted after all was let go of", async () => {
    const given: FakeTrack[] = [];
    const usual = grant;
    let allow = () => {};
    grant = async (wanted) => {
      await new Promise<void>((resolve) => {
        allow = resolve;
      });
      given.push(...(await usual(wanted)));
      return given;
    };
    const capture = new Capture();
    const opening = capture.open();
    await vi.waitFor(() => expect(capture.state().pending).toBe(true));
    capture.release();
    allow();
    await opening;
    expect(given.map(({ readyState }) => readyState)).toEqual(["ended", "ended"]);
    expect(tracksOf(capture.state())).toEqual([]);
  });

  it("are not asked for any more once all was let go of, be it the second microphone of an opening", async () => {
    const choice = JSON.stringify({ faceId: "front", microphoneIds: ["voice", "desk"] });
    vi.stubGlobal("localStorage", { getItem: () => choice, setItem: () => {} });
    const given: FakeTrack[] = [];
    const usual = grant;
    const first = Promise.withResolvers<void>();
    grant = async (wanted) => {
      await first.promise;
      const tracks = await usual(wanted);
      given.push(...tracks);
      return tracks;
    };
    const capture = new Capture();
    const opening = capture.open();
    await vi.waitFor(() => expect(capture.state().pending).toBe(true));
    capture.release();
    first.resolve();
    await opening;
    expect(given.map(({ readyState }) => readyState)).toEqual(["ended", "ended"]);
    expect(tracksOf(capture.state())).toEqual([]);
  });

  it("are listened to while somebody looks, and no longer", () => {
    const capture = new Capture();
    const stop = [capture.subscribe(() => {}), capture.subscribe(() => {})];
    expect(hearing.size).toBe(1);
    for (const each of stop) each();
    expect(hearing.size).toBe(0);
  });

  it("give way to another of their kind when their plug is pulled", async () => {
    const capture = new Capture();
    await capture.open();
    const lost = capture.state().face?.track;
    if (!(lost instanceof FakeTrack)) throw new Error("There is no face.");
    cameras = ["back"];
    lost.lose();
    await expect.poll(() => capture.state().face?.deviceId).toBe("back");
    await expect.poll(() => capture.state().replaced).toEqual({ lost: "The front", by: "The back" });
  });

  it("are let go of one by one, and run no longer", async () => {
    const capture = new Capture();
    await capture.open();
    const [face, voice] = tracksOf(capture.state());
    await capture.turnMicrophone("voice", false);
    expect(voice?.readyState).toBe("ended");
    await capture.show("face", { kind: "none" });
    expect(face?.readyState).toBe("ended");
    expect(tracksOf(capture.state())).toEqual([]);
  });

  it("say why they are not there", async () => {
    grant = async () => {
      throw new DOMException("no", "NotAllowedError");
    };
    const capture = new Capture();
    await capture.open();
    expect(capture.state()).toMatchObject({ pending: false, error: "not_allowed", face: null });
  });
});

function nameOf(wanted: boolean | MediaTrackConstraints): string | undefined {
  const id = typeof wanted === "object" ? wanted.deviceId : undefined;
  return typeof id === "object" && "ideal" in id && typeof id.ideal === "string" ? id.ideal : undefined;
}

function opened(
  state: CaptureState,
  slot: "face" | "product",
  kind: "camera" | "screen",
  tracks: FakeTrack[],
): CaptureState {
  return reduceCapture(state, { type: "opened", generation: state.generation, slot, kind, tracks });
}

function anyEvent(): fc.Arbitrary<CaptureEvent> {
  const generation = fc.nat(2);
  const slot = fc.constantFrom("face" as const, "product" as const);
  const deviceId = fc.constantFrom("one", "two", "three");
  const tracks = fc
    .array(fc.tuple(fc.constantFrom("audio" as const, "video" as const), deviceId), { maxLength: 3 })
    .map((wanted) => wanted.map(([kind, id]) => new FakeTrack(kind, id)));
  const error = fc.constantFrom(null, "in_use" as const);
  return fc.oneof(
    fc.constantFrom<CaptureEvent>({ type: "attempt" }, { type: "released" }),
    fc.record({ type: fc.constant("attempted" as const), generation, error }),
    fc.record({
      ...{ type: fc.constant("opened" as const), generation, slot, tracks },
      kind: fc.constantFrom("camera" as const, "screen" as const),
    }),
    fc.record({ type: fc.constant("emptied" as const), slot }),
    fc.record({
      ...{ type: fc.constant("soundDropped" as const), deviceId },
      kind: fc.constantFrom("microphone" as const, "screen" as const),
    }),
    fc.record({ type: fc.constant("replaced" as const), lost: deviceId, by: fc.option(deviceId) }),
  );
}

function anyStory(): fc.Arbitrary<CaptureEvent[]> {
  return fc.array(anyEvent(), { maxLength: 30 });
}
