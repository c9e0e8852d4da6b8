import { type Samples, soundRate } from "./sound-line.ts";
import { type OpenSound, soundChannels } from "./sound-machine.ts";

/** What a trial found: what the decoder needs, and how many samples of run-up come out before the first that went in. */
export type SoundTrial = { config: Uint8Array; runUp: number };

const trialSamples = 9600;
const bitsPerSecond = 128_000;
const usualRunUp = 1024;
const maxRunUp = 4096;
const patienceMs = 6000;

/**
 * Encodes a fifth of a second and hands it back decoded where the browser can: an encoder that only says it could, that
 * hangs or that tells no configuration, is none. Undefined then.
 */
export async function trySound(
  open: OpenSound,
  decode: (packets: Uint8Array[], config: Uint8Array) => Promise<Float32Array | undefined> = decodeAac,
): Promise<SoundTrial | undefined> {
  const packets: Uint8Array[] = [];
  let config: Uint8Array | undefined;
  let close = () => {};
  let settle = (_isDone: boolean) => {};
  const settled = new Promise<boolean>((resolve) => {
    settle = resolve;
  });
  // A busy machine that gave packets by now is slow, not unable.
  const timeout = setTimeout(() => settle(true), patienceMs);
  try {
    const machine = open({
      bitsPerSecond,
      onPacket: ({ data }, described) => {
        packets.push(data);
        config ??= described;
      },
      onFailed: () => settle(false),
    });
    close = machine.close;
    machine.encode(planarOf(sweep()), 0);
    const isDone = await Promise.race([machine.flush().then(() => true), settled]);
    if (!isDone || packets.length === 0 || !config?.length) return undefined;
    const decoded = await decode(packets, config).catch(() => undefined);
    return { config, runUp: decoded ? measureRunUp(sweep(), decoded) : usualRunUp };
  } catch {
    return undefined;
  } finally {
    clearTimeout(timeout);
    close();
  }
}

/** How many samples later the sound comes out than it went in: where both fit best. */
export function measureRunUp(sent: Float32Array, heard: Float32Array): number {
  let best = { fit: 0, late: usualRunUp };
  for (let late = 0; late <= maxRunUp; late++) {
    let fit = 0;
    for (let at = 0; at + late < heard.length && at < sent.length; at += 2)
      fit += (sent[at] ?? 0) * (heard[at + late] ?? 0);
    if (fit > best.fit) best = { fit, late };
  }
  return best.late;
}

/** From 200 to 6,000 Hz: unlike itself at every other moment. */
export function sweep(): Float32Array {
  const seconds = trialSamples / soundRate;
  return Float32Array.from({ length: trialSamples }, (_, index) => {
    const at = index / soundRate;
    return 0.5 * Math.sin(2 * Math.PI * (200 * at + (5800 / (2 * seconds)) * at * at));
  });
}

function planarOf(mono: Float32Array): Samples {
  const both = new Float32Array(mono.length * soundChannels);
  both.set(mono);
  both.set(mono, mono.length);
  return both;
}

/** The first channel; undefined where the browser decodes no AAC. */
async function decodeAac(packets: Uint8Array[], config: Uint8Array): Promise<Float32Array | undefined> {
  if (typeof AudioDecoder === "undefined") return undefined;
  const format = {
    ...{ codec: "mp4a.40.2", sampleRate: soundRate, numberOfChannels: soundChannels },
    description: Uint8Array.from(config),
  };
  const parts: Float32Array[] = [];
  let fail = (_error: unknown) => {};
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  const decoder = new AudioDecoder({
    output: (sound) => {
      const part = new Float32Array(sound.numberOfFrames);
      sound.copyTo(part, { planeIndex: 0, format: "f32-planar" });
      parts.push(part);
      sound.close();
    },
    error: (error) => fail(error),
  });
  decoder.configure(format);
  for (const [index, data] of packets.entries()) {
    const timestamp = Math.round((index * 1024 * 1e6) / soundRate);
    decoder.decode(new EncodedAudioChunk({ type: "key", timestamp, data: Uint8Array.from(data) }));
  }
  await Promise.race([decoder.flush(), failed]);
  decoder.close();
  const whole = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
