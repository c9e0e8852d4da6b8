import { execFile } from "node:child_process";
import { describe, expect, it, vi } from "vitest";
import { chooseSound } from "#components/media/broadcast/choose-sound.ts";
import { loadAac } from "#components/media/broadcast/load-aac.ts";
import { createSoundEncoder } from "#components/media/broadcast/sound-encoder.ts";
import type { OpenSound } from "#components/media/broadcast/sound-machine.ts";
import { measureRunUp, sweep, trySound } from "#components/media/broadcast/try-sound.ts";
import { hasFfmpeg } from "./ffmpeg.ts";

const config = Uint8Array.of(0x11, 0x90);

/** An encoder that does as it is told: packets of 1,024 samples, or what goes wrong with real ones. */
function machine(fault: "none" | "throws" | "hangs" | "fails" | "isMute" | "saysNothing" = "none"): OpenSound {
  return ({ onPacket, onFailed }) => {
    if (fault === "throws") throw new Error("not supported");
    let said = false;
    return {
      encode: (_, at) => {
        if (fault === "fails") return onFailed(new Error("the chip is gone"));
        if (fault === "isMute" || fault === "hangs") return;
        onPacket({ at, key: true, data: Uint8Array.of(1) }, said || fault === "saysNothing" ? undefined : config);
        said = true;
      },
      flush: () => (fault === "hangs" ? new Promise(() => {}) : Promise.resolve()),
      close: () => {},
    };
  };
}

const own = { load: async () => machine() };
const broken = { load: async () => machine("fails") };
const missing = { load: async (): Promise<OpenSound> => Promise.reject(new Error("offline")) };

describe("the sound of a host", () => {
  it("is AAC wherever a trial proves it, by the browser or by what is loaded, and Opus only where neither is", async () => {
    const codecOf = async (...candidates: { load: () => Promise<OpenSound> }[]) =>
      (await chooseSound(candidates, (open) => trySound(open, async () => undefined))).format.codec;
    expect(await codecOf(own, broken)).toBe("aac");
    expect(await codecOf(broken, own)).toBe("aac");
    expect(await codecOf(broken, missing)).toBe("opus");
    expect(await codecOf()).toBe("opus");
  });

  it("does not wait for an encoder whose file never comes", async () => {
    vi.useFakeTimers();
    try {
      const never = { load: () => new Promise<OpenSound>(() => {}) };
      const chosen = chooseSound([broken, never], (open) => trySound(open, async () => undefined));
      await vi.advanceTimersByTimeAsync(8000);
      expect((await chosen).format.codec).toBe("opus");
    } finally {
      vi.useRealTimers();
    }
  });

  it("is not made by an encoder that throws, fails, hangs, gives nothing or does not say what its decoder needs", async () => {
    vi.useFakeTimers();
    try {
      const faults = ["throws", "fails", "hangs", "isMute", "saysNothing"] as const;
      const trials = faults.map((fault) => trySound(machine(fault), async () => undefined));
      await vi.advanceTimersByTimeAsync(6000);
      expect(await Promise.all(trials)).toEqual(faults.map(() => undefined));
    } finally {
      vi.useRealTimers();
    }
  });

  it("has the run-up of its encoder taken off its times, goes on after a jump and after a failure, and gives up at the third", () => {
    const opened: Parameters<OpenSound>[0][] = [];
    const open: OpenSound = (output) => {
      opened.push(output);
      return machine()(output);
    };
    const packets: number[] = [];
    let hasFailed = false;
    const encoder = createSoundEncoder({
      chosen: { format: { codec: "aac", channels: 2, config }, runUp: 2112, open },
      bitsPerSecond: 128_000,
      onFormat: () => {},
      onPacket: ({ at }) => packets.push(at),
      onFailed: () => {
        hasFailed = true;
      },
      now: () => 1000,
    });
    const second = () => new Float32Array(96_000);
    encoder.encode(second(), 10_000_000);
    encoder.encode(second(), 11_000_000);
    expect([packets, opened.length]).toEqual([[9_956_000, 10_956_000], 1]);
    encoder.encode(second(), 15_000_000);
    encoder.setBitrate(64_000);
    expect(opened.map(({ bitsPerSecond }) => bitsPerSecond)).toEqual([128_000, 128_000, 64_000]);
    opened[0]?.onFailed(new Error("an old one"));
    expect(opened).toHaveLength(3);
    for (const at of [2, 3, 4]) opened[at]?.onFailed(new Error("the chip is gone"));
    expect([opened.length, hasFailed]).toEqual([5, true]);
  });

  it("is measured late by exactly as many samples as it comes out late", () => {
    for (const late of [0, 1024, 2112]) {
      const heard = new Float32Array(12_000);
      heard.set(sweep().subarray(0, 12_000 - late), late);
      expect(measureRunUp(sweep(), heard)).toBe(late);
    }
  });

  it.runIf(hasFfmpeg)(
    "made by the encoder that is loaded is AAC that ffmpeg decodes, 1,024 samples late",
    async () => {
      const trial = await trySound(await loadAac(), decodeByFfmpeg);
      expect(trial?.runUp).toBe(1024);
      expect([...(trial?.config ?? [])].slice(0, 2)).toEqual([0x11, 0x90]);
    },
    60_000,
  );
});

/** Packets behind headers of their own (ADTS), decoded to one channel. */
function decodeByFfmpeg(packets: Uint8Array[]): Promise<Float32Array> {
  const stream = Buffer.concat(
    packets.flatMap((packet) => {
      const length = packet.length + 7;
      return [
        Buffer.from([0xff, 0xf1, 0x4c, 0x80 | (length >> 11), (length >> 3) & 0xff, ((length & 7) << 5) | 0x1f, 0xfc]),
        packet,
      ];
    }),
  );
  return new Promise((resolve, reject) => {
    const args = ["-v", "error", "-f", "aac", "-i", "pipe:0", "-ac", "1", "-f", "f32le", "pipe:1"];
    const child = execFile("ffmpeg", args, { encoding: "buffer", maxBuffer: 1e7 }, (error, out) => {
      if (error) reject(error);
      else resolve(new Float32Array(Uint8Array.from(out).buffer));
    });
    child.stdin?.end(stream);
  });
}
