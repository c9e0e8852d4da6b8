import { lazyModule } from "#components/ui/lazy-module.ts";
import { soundRate } from "./sound-line.ts";
import { type OpenSound, soundChannels } from "./sound-machine.ts";

const loadEncoder = lazyModule(() => Promise.all([import("@mediabunny/aac-encoder"), import("mediabunny")]));

/** An AAC encoder in WebAssembly, for browsers whose own makes none (Firefox, Linux, ChromeOS). Loaded only then. */
export async function loadAac(): Promise<OpenSound> {
  const [{ registerAacEncoder }, media] = await loadEncoder();
  const { AudioSample, AudioSampleSource, Mp4OutputFormat, NullTarget, Output } = media;
  registerAacEncoder();

  return ({ bitsPerSecond, onPacket, onFailed }) => {
    const source = new AudioSampleSource({
      codec: "aac",
      bitrate: bitsPerSecond,
      onEncodedPacket: ({ data, timestamp, duration }, metadata) => {
        const packet = { at: Math.round(timestamp * 1e6), duration: Math.round(duration * 1e6), key: true, data };
        const description = metadata?.decoderConfig?.description;
        onPacket(packet, description && new Uint8Array(copyOf(description)));
      },
    });
    // Only the packets are wanted: what it writes goes nowhere.
    const output = new Output({ format: new Mp4OutputFormat({ fastStart: "fragmented" }), target: new NullTarget() });
    output.addAudioTrack(source);
    let work = output.start();
    let isClosed = false;
    const then = (step: () => Promise<unknown>) => {
      work = work.then(async () => {
        if (!isClosed) await step();
      });
      work.catch(fail);
      return work;
    };

    function fail(error: unknown): void {
      if (!isClosed) onFailed(error);
      isClosed = true;
    }

    return {
      encode: (data, atMicroseconds) => {
        void then(async () => {
          const format = { format: "f32-planar", numberOfChannels: soundChannels, sampleRate: soundRate } as const;
          const sample = new AudioSample({ ...format, data, timestamp: atMicroseconds / 1e6 });
          await source.add(sample);
          sample.close();
        });
      },
      flush: () => then(() => output.finalize()),
      close: () => {
        isClosed = true;
        if (output.state === "started") void output.cancel();
      },
    };
  };
}

function copyOf(source: AllowSharedBufferSource): ArrayBuffer {
  const bytes = ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source);
  return Uint8Array.from(bytes).buffer;
}
