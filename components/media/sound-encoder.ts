import type { SoundFormat } from "./mp4-init.ts";
import type { Encoded } from "./mp4-writer.ts";
import { type Samples, soundRate } from "./sound-line.ts";

export type SoundEncoder = {
  encode: (samples: Samples, atMicroseconds: number) => void;
  setBitrate: (bitsPerSecond: number) => void;
  close: () => void;
};

const channels = 2;

/** Opus, which every browser with WebCodecs makes and every viewer's plays. `onFormat` comes before the first packet. */
export function createSoundEncoder({
  bitsPerSecond,
  onFormat,
  onPacket,
  onFailed,
}: {
  bitsPerSecond: number;
  onFormat: (format: SoundFormat) => void;
  onPacket: (packet: Encoded) => void;
  onFailed: () => void;
}): SoundEncoder {
  let bitrate = bitsPerSecond;
  onFormat({ codec: "opus", channels, config: opusHead() });
  const encoder = new AudioEncoder({
    output: (chunk) => {
      const data = new Uint8Array(chunk.byteLength);
      chunk.copyTo(data);
      onPacket({ at: chunk.timestamp, duration: chunk.duration ?? 20_000, key: true, data });
    },
    error: onFailed,
  });
  configure();

  function configure(): void {
    encoder.configure({ codec: "opus", sampleRate: soundRate, numberOfChannels: channels, bitrate });
  }

  function encode(samples: Samples, atMicroseconds: number): void {
    if (encoder.state !== "configured") return;
    const sound = new AudioData({
      format: "f32-planar",
      sampleRate: soundRate,
      numberOfFrames: samples.length / channels,
      numberOfChannels: channels,
      timestamp: atMicroseconds,
      data: samples,
    });
    encoder.encode(sound);
    sound.close();
  }

  return {
    encode,
    setBitrate: (next) => {
      if (next === bitrate || encoder.state !== "configured") return;
      bitrate = next;
      configure();
    },
    close: () => {
      if (encoder.state !== "closed") encoder.close();
    },
  };
}

/** RFC 7845, 5.1: two channels, 48 kHz, the run-up that libopus has. */
function opusHead(): Uint8Array {
  const head = new Uint8Array(19);
  head.set(new TextEncoder().encode("OpusHead"));
  const fields = new DataView(head.buffer);
  fields.setUint8(8, 1);
  fields.setUint8(9, channels);
  fields.setUint16(10, 312, true);
  fields.setUint32(12, soundRate, true);
  return head;
}
