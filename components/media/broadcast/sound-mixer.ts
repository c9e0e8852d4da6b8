import type { OpenSound } from "./capture-state.ts";

export type SoundMixer = {
  /** What is mixed from now on. */
  setSounds: (sounds: OpenSound[]) => void;
  /** 1 is as it comes, 0 is silent. */
  setGain: (sound: OpenSound, gain: number) => void;
  /** The host hears what goes out. Only through headphones, or the room hears it again. */
  setMonitor: (isOn: boolean) => void;
  /** Who gets the samples from now on, 1,024 of two channels behind one another at a time. */
  setTap: (port: MessagePort) => void;
  /** Reads the newest samples of the mix, -1 to 1. */
  read: (samples: Float32Array<ArrayBuffer>) => void;
  /** The mix as a track, for a recorder. */
  track: MediaStreamTrack | undefined;
  /** False while the browser waits for a touch of the page before it lets sound run. */
  isRunning: () => boolean;
  resume: () => Promise<void>;
  close: () => Promise<void>;
};

/** Mixes microphones and the screen's sound. */
export function createSoundMixer(): SoundMixer {
  const context = new AudioContext({ sampleRate: 48_000, latencyHint: "interactive" });
  const mix = new GainNode(context, { channelCount: 2, channelCountMode: "explicit" });
  const monitor = new GainNode(context, { gain: 0 });
  const analyser = new AnalyserNode(context, { fftSize: 1024 });
  const out = new MediaStreamAudioDestinationNode(context, { channelCount: 2 });
  const inputs = new Map<MediaStreamTrack, { source: MediaStreamAudioSourceNode; gain: GainNode }>();
  mix.connect(analyser);
  mix.connect(out);
  mix.connect(monitor).connect(context.destination);
  const tap = openTap();

  async function openTap(): Promise<AudioWorkletNode | undefined> {
    await context.audioWorklet.addModule(new URL("./sound-tap.js", import.meta.url));
    if (context.state === "closed") return undefined;
    const node = new AudioWorkletNode(context, "sound-tap", { numberOfOutputs: 1, channelCount: 2 });
    // A node that leads nowhere is not run by every browser; this one puts out silence.
    mix.connect(node).connect(context.destination);
    return node;
  }

  function setSounds(sounds: OpenSound[]): void {
    const tracks = new Set(sounds.map(({ track }) => track));
    for (const [track, { source, gain }] of inputs) {
      if (tracks.has(track)) continue;
      source.disconnect();
      gain.disconnect();
      inputs.delete(track);
    }
    for (const track of tracks) {
      if (inputs.has(track)) continue;
      const source = new MediaStreamAudioSourceNode(context, { mediaStream: new MediaStream([track]) });
      const gain = new GainNode(context);
      source.connect(gain).connect(mix);
      inputs.set(track, { source, gain });
    }
  }

  /** Steps of loudness would click. */
  function glide({ gain }: GainNode, to: number): void {
    gain.setTargetAtTime(to, context.currentTime, 0.02);
  }

  return {
    setSounds,
    setGain: ({ track }, gain) => {
      const input = inputs.get(track);
      if (input) glide(input.gain, gain);
    },
    setTap: (port) => void tap.then((node) => node?.port.postMessage(port, [port])),
    setMonitor: (isOn) => glide(monitor, isOn ? 1 : 0),
    read: (samples) => analyser.getFloatTimeDomainData(samples),
    track: out.stream.getAudioTracks()[0],
    isRunning: () => context.state === "running",
    resume: () => context.resume(),
    close: () => context.close(),
  };
}
