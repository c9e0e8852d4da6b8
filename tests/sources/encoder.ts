import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

/** An encoder as a host would use: ffmpeg with a moving test pattern, at the pace of time. */
export type Encoder = {
  /** Its exit code once it ended, null before. */
  ended: () => number | null;
  complaint: () => string;
  stop: () => Promise<void>;
};

const pattern = [
  "-re",
  "-f",
  "lavfi",
  "-i",
  "testsrc2=s=320x180:r=25",
  "-re",
  "-f",
  "lavfi",
  "-i",
  "sine=f=440:r=48000",
];
const h264 = ["-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-pix_fmt", "yuv420p", "-g", "25"];
const sounds = { aac: ["-c:a", "aac", "-b:a", "64k"], mp3: ["-c:a", "libmp3lame", "-ar", "44100"] };

/** @param address what OBS asks for as server and stream key, joined by a slash */
export function startEncoder(address: string, { sound = "aac" }: { sound?: keyof typeof sounds } = {}): Encoder {
  const args = ["-v", "error", "-nostdin", ...pattern, ...h264, "-b:v", "400k", ...sounds[sound], "-f", "flv", address];
  const child = spawn("ffmpeg", args, { stdio: ["ignore", "ignore", "pipe"] });
  let complaint = "";
  child.stderr.on("data", (bytes: Buffer) => {
    complaint += bytes.toString();
  });
  return {
    ended: () => (child.signalCode ? 0 : child.exitCode),
    complaint: () => complaint,
    stop: () => stopProcess(child),
  };
}

/** Fragmented MP4 with sound in Opus, at the pace of time, as browsers make it. */
export function startBrowserLike(onBytes: (bytes: Buffer) => void): Pick<Encoder, "stop"> {
  const fragments = ["-movflags", "frag_keyframe+empty_moov+default_base_moof", "-frag_duration", "250000"];
  const args = [...pattern, ...h264, "-b:v", "400k", "-c:a", "libopus", "-f", "mp4", ...fragments, "pipe:1"];
  const child = spawn("ffmpeg", ["-v", "error", "-nostdin", ...args], { stdio: ["ignore", "pipe", "ignore"] });
  child.stdout.on("data", onBytes);
  return { stop: () => stopProcess(child) };
}

export async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
}
