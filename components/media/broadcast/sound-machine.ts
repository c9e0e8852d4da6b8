import type { Encoded } from "./mp4-writer.ts";
import { type Samples, soundRate } from "./sound-line.ts";

/** Makes packets of sound until closed. `config` is what their decoder needs, told with the first packet at the latest. */
export type SoundMachine = {
  encode: (samples: Samples, atMicroseconds: number) => void;
  /** Resolves once everything that went in has come out. */
  flush: () => Promise<void>;
  close: () => void;
};

export type SoundOutput = {
  bitsPerSecond: number;
  onPacket: (packet: Encoded, config: Uint8Array | undefined) => void;
  onFailed: (error: unknown) => void;
};

export type OpenSound = (output: SoundOutput) => SoundMachine;

export const soundChannels = 2;

/** The browser's own encoder. */
export function openOwnSound(codec: "mp4a.40.2" | "opus"): OpenSound {
  return ({ bitsPerSecond, onPacket, onFailed }) => {
    const encoder = new AudioEncoder({
      output: (chunk, metadata) => {
        const data = new Uint8Array(chunk.byteLength);
        chunk.copyTo(data);
        const packet = { at: chunk.timestamp, duration: chunk.duration ?? undefined, key: true, data };
        onPacket(packet, bytesOf(metadata?.decoderConfig?.description));
      },
      error: onFailed,
    });
    encoder.configure({ codec, sampleRate: soundRate, numberOfChannels: soundChannels, bitrate: bitsPerSecond });
    return {
      encode: (samples, timestamp) => {
        if (encoder.state !== "configured") return;
        const sound = new AudioData({
          format: "f32-planar",
          sampleRate: soundRate,
          numberOfFrames: samples.length / soundChannels,
          numberOfChannels: soundChannels,
          timestamp,
          data: samples,
        });
        encoder.encode(sound);
        sound.close();
      },
      flush: () => encoder.flush(),
      close: () => {
        if (encoder.state !== "closed") encoder.close();
      },
    };
  };
}

export function bytesOf(source: AllowSharedBufferSource | undefined): Uint8Array | undefined {
  if (!source) return undefined;
  return ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength).slice()
    : new Uint8Array(source).slice();
}
