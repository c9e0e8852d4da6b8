import { afterEach, describe, expect, it, vi } from "vitest";
import { chooseCandidate, pictureCandidates } from "#components/media/broadcast/picture-candidates.ts";
import { createStrikes } from "#components/media/broadcast/strikes.ts";
import { provePictures } from "#components/media/broadcast/try-pictures.ts";

const settings = { width: 64, height: 36, bitsPerSecond: 300_000, framesPerSecond: 30 };
const names = pictureCandidates.map(({ name }) => name);
type Config = { codec: string; hardwareAcceleration: string };
type Behaviour = "works" | "fails" | "hangs" | "saysNothing";

/** A browser that claims it can do everything and does what each device really does. */
function installEncoders(behaviourOf: (config: Config) => Behaviour): void {
  class Encoder {
    static isConfigSupported = async () => ({ supported: true });
    state = "unconfigured";
    #behaviour: Behaviour = "works";
    #output: (chunk: object, metadata?: object) => void;
    #error: (error: Error) => void;
    constructor({
      output,
      error,
    }: { output: (chunk: object, metadata?: object) => void; error: (error: Error) => void }) {
      this.#output = output;
      this.#error = error;
    }
    configure(config: Config) {
      this.state = "configured";
      this.#behaviour = behaviourOf(config);
    }
    encode() {
      if (this.#behaviour === "fails") this.#error(new Error("OperationError"));
      if (this.#behaviour === "works") this.#output({}, { decoderConfig: { description: Uint8Array.of(1) } });
      if (this.#behaviour === "saysNothing") this.#output({});
    }
    flush() {
      return this.#behaviour === "hangs" ? new Promise(() => {}) : Promise.resolve();
    }
    close() {
      this.state = "closed";
    }
  }
  vi.stubGlobal("VideoEncoder", Encoder);
  vi.stubGlobal(
    "VideoFrame",
    class {
      close() {}
    },
  );
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe("the picture of a host", () => {
  it("is made by the first encoder that proves it, whatever the others say", async () => {
    vi.useFakeTimers();
    const isChip = ({ hardwareAcceleration }: Config) => hardwareAcceleration === "prefer-hardware";
    for (const fault of ["fails", "hangs", "saysNothing"] as const) {
      installEncoders((config) => (isChip(config) ? fault : "works"));
      const strikes = createStrikes(() => 0);
      const proved = provePictures(settings, strikes);
      await vi.advanceTimersByTimeAsync(11_000);
      expect(await proved).toBe(true);
      expect(names.filter(strikes.isOut)).toEqual(["chip, high", "chip, baseline"]);
      expect((await chooseCandidate(settings, strikes))?.name).toBe("any, baseline");
    }
  });

  it("is left to the page's recorder, or to words, where no encoder works", async () => {
    installEncoders(() => "fails");
    expect(
      await provePictures(
        settings,
        createStrikes(() => 0),
      ),
    ).toBe(false);
  });

  it("is not asked of an encoder that failed twice within half a minute, but again of one that failed once in a while", async () => {
    installEncoders(() => "works");
    let at = 0;
    const strikes = createStrikes(() => at);
    const chosen = async () => (await chooseCandidate(settings, strikes))?.name;
    strikes.fail("chip, high");
    expect(await chosen()).toBe("chip, high");
    at += 31_000;
    strikes.fail("chip, high");
    expect(await chosen()).toBe("chip, high");
    at += 20_000;
    strikes.fail("chip, high");
    expect(await chosen()).toBe("chip, baseline");
    for (const name of names) strikes.strikeOut(name);
    expect(await chosen()).toBeUndefined();
  });
});
