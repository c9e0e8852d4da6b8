import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);
const roomy = { maxBuffer: 256 * 1024 * 1024 };
/** No whole number of pictures, so that flashes fall anywhere between two. */
const flashEveryMs = 1007;

/** A host whose picture turns white and whose sound beeps at the same moments of one clock, once a second. */
export const flashingHost = (showId: string) => `<script type="module">
  import { Studio } from "/components/media/broadcast/studio.ts";
  const canvas = Object.assign(document.createElement("canvas"), { width: 320, height: 180 });
  const brush = canvas.getContext("2d");
  const sound = new AudioContext({ sampleRate: 48000 });
  const tone = new OscillatorNode(sound, { frequency: 1000 });
  const gain = new GainNode(sound, { gain: 0 });
  const out = new MediaStreamAudioDestinationNode(sound);
  tone.connect(gain).connect(out);
  tone.start();
  let isWhite = false;
  // How long a beep takes from this page's own sound to the studio's mixer, which is the way of a microphone and no fault of the studio's.
  globalThis.loops = [];
  const samples = new Float32Array(256);
  let beepedAt = 0;
  setInterval(() => {
    if (!beepedAt) return;
    studio.mixer.read(samples);
    if (!samples.some((sample) => Math.abs(sample) > 0.2)) return;
    loops.push(performance.now() - beepedAt);
    beepedAt = 0;
  }, 4);
  setInterval(() => {
    const white = performance.now() % ${flashEveryMs} < 300;
    if (white !== isWhite) gain.gain.value = white ? 0.5 : 0;
    if (white && !isWhite) beepedAt = performance.now();
    isWhite = white;
    brush.fillStyle = white ? "white" : "black";
    brush.fillRect(0, 0, 320, 180);
    brush.fillStyle = "grey";
    brush.fillRect(performance.now() / 10 % 320, 170, 9, 9);
  }, 10);
  const [picture] = canvas.captureStream(30).getTracks();
  const [heard] = out.stream.getTracks();
  const ready = new Promise((resolve) => {
    globalThis.studio = new Studio({
      onReady: resolve,
      onSound: (codec) => { globalThis.sound = codec; },
      onStatus: (status) => { globalThis.onAir = status; },
    });
  });
  studio.setOutput({ width: 320, height: 180 });
  studio.setSources({
    face: { kind: "camera", deviceId: "c", label: "c", track: picture },
    product: null,
    sounds: [{ kind: "microphone", deviceId: "m", label: "m", track: heard }],
  });
  await ready;
  studio.start({ showId: "${showId}", origin: location.origin, sender: "sender-of-test", device: "Test", takeOver: false });
</script>`;

export function middleOf(values: number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** By how many seconds each beep of a file comes after its flash, and when that was. */
export async function measureSkews(file: string): Promise<{ at: number; seconds: number }[]> {
  const pictures = ["-vf", "signalstats,metadata=print:key=lavfi.signalstats.YAVG:file=-", "-fps_mode", "passthrough"];
  const { stdout: seen } = await run(
    "ffmpeg",
    ["-v", "error", "-i", file, "-an", ...pictures, "-f", "null", "-"],
    roomy,
  );
  const brightness = [...seen.matchAll(/pts_time:([\d.]+)\s+\S+YAVG=([\d.]+)/g)];
  const flashes = risesOf(brightness.map(([, at, level]) => ({ at: Number(at), level: Number(level) / 255 })));
  const samples = ["-vn", "-af", "aresample=async=1:first_pts=0", "-ac", "1", "-ar", "8000", "-f", "f32le", "-"];
  const heard = await run("ffmpeg", ["-v", "error", "-i", file, ...samples], {
    ...roomy,
    encoding: "buffer",
  });
  const pcm = new Float32Array(Uint8Array.from(heard.stdout).buffer);
  const loudness = Array.from({ length: Math.floor(pcm.length / 16) }, (_, index) => ({
    at: index / 500,
    level: Math.max(...pcm.subarray(index * 16, index * 16 + 16).map(Math.abs)) * 2,
  }));
  const beeps = risesOf(loudness);
  return flashes.flatMap((at) => {
    const nearest = beeps.toSorted((one, other) => Math.abs(one - at) - Math.abs(other - at))[0];
    return nearest !== undefined && Math.abs(nearest - at) < 0.4 ? [{ at, seconds: nearest - at }] : [];
  });
}

/** The moments at which it becomes more than half of full, after it was not for a fifth of a second. */
function risesOf(line: { at: number; level: number }[]): number[] {
  let highAt = 0;
  return line.flatMap(({ at, level }) => {
    if (level < 0.5) return [];
    const isNew = at - highAt > 0.2;
    highAt = at;
    return isNew ? [at] : [];
  });
}
