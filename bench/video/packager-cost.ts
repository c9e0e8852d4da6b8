import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import type { Progress } from "#bench/harness/progress.ts";

const run = promisify(execFile);
const ticksPerSecond = 100;

/** CPU milliseconds per minute of video. */
export type PackagerCosts = { ours: number[]; recorded: number[]; ffmpeg: number[]; faults: string[] };

/**
 * The same recording (720p, 2.5 Mbit/s, a key frame a second, fragments of a fifth of a second) into both: ours makes the
 * parts, segments and playlists of the live window, and, in an arm of its own, records it all as well; ffmpeg copies into
 * the same window of HLS segments of a second. ffmpeg is counted from start to end, since it is one process per show.
 * Null where there is no ffmpeg.
 */
export async function comparePackagers({
  minutes,
  rounds,
  progress,
}: {
  minutes: number;
  rounds: number;
  progress: Progress;
}): Promise<PackagerCosts | null> {
  if (!(process.env.PATH ?? "").split(":").some((folder) => existsSync(join(folder, "ffmpeg")))) return null;
  const folder = mkdtempSync(join(tmpdir(), "launchroom-bench-video-"));
  try {
    const recording = await makeRecording(folder, minutes);
    const costs: PackagerCosts = { ours: [], recorded: [], ffmpeg: [], faults: [] };
    const arms: [string, () => Promise<unknown>][] = [
      ["ours", async () => costs.ours.push(await measureOurs(recording, [], { minutes, faults: costs.faults }))],
      ["ffmpeg -c copy", async () => costs.ffmpeg.push((await measureFfmpeg(recording, folder)) / minutes)],
      [
        "ours, recorded",
        async () => {
          const target = join(folder, "recorded");
          costs.recorded.push(await measureOurs(recording, [target], { minutes, faults: costs.faults }));
          rmSync(target, { recursive: true });
        },
      ],
    ];
    for (let round = 0; round < rounds; round += 1) {
      for (const [label, play] of round % 2 === 0 ? arms : arms.toReversed()) {
        progress.step(`packager: ${label}`);
        await play();
      }
    }
    return costs;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One encoded minute, repeated without encoding it again. */
async function makeRecording(folder: string, minutes: number): Promise<string> {
  const [minute, whole] = [join(folder, "minute.mp4"), join(folder, "whole.mp4")];
  const sources = ["-f", "lavfi", "-i", "testsrc2=s=1280x720:r=30", "-f", "lavfi", "-i", "sine=r=48000"];
  const rate = ["-b:v", "2500k", "-minrate", "2500k", "-maxrate", "2500k", "-bufsize", "2500k", "-nal-hrd", "cbr"];
  const video = ["-c:v", "libx264", "-preset", "ultrafast", "-g", "30", "-pix_fmt", "yuv420p", ...rate];
  await run("ffmpeg", ["-v", "error", "-y", ...sources, "-t", "60", ...video, "-c:a", "aac", "-b:a", "128k", minute]);
  const fragments = ["-movflags", "empty_moov+default_base_moof", "-frag_duration", "200000"];
  const repeat = ["-stream_loop", String(minutes - 1), "-i", minute, "-c", "copy"];
  await run("ffmpeg", ["-v", "error", "-y", ...repeat, ...fragments, whole]);
  return whole;
}

const answer = z.object({ milliseconds: z.number(), segments: z.int() });

async function measureOurs(
  recording: string,
  args: string[],
  { minutes, faults }: { minutes: number; faults: string[] },
): Promise<number> {
  const main = join(import.meta.dirname, "..", "arms", "packager-main.ts");
  const told = answer.parse(JSON.parse(await feed(recording, process.execPath, [main, ...args])));
  if (Math.abs(told.segments - minutes * 60) > 2) faults.push(`${told.segments} segments of ${minutes} minutes`);
  return told.milliseconds / minutes;
}

async function measureFfmpeg(recording: string, folder: string): Promise<number> {
  const hls = ["-hls_time", "1", "-hls_segment_type", "fmp4", "-hls_list_size", "8", "-hls_flags", "delete_segments"];
  const before = childTicks();
  await feed(recording, "ffmpeg", [
    "-v",
    "error",
    "-y",
    "-i",
    "pipe:0",
    "-c",
    "copy",
    "-f",
    "hls",
    ...hls,
    join(folder, "live.m3u8"),
  ]);
  return ((childTicks() - before) / ticksPerSecond) * 1000;
}

/** Runs a program with the recording as its standard input; what it printed. */
async function feed(recording: string, program: string, args: string[]): Promise<string> {
  const input = openSync(recording, "r");
  try {
    const child = spawn(program, args, { stdio: [input, "pipe", "inherit"] });
    let printed = "";
    child.stdout?.on("data", (text: Buffer) => {
      printed += text.toString();
    });
    const [code] = await once(child, "close");
    if (code !== 0) throw new Error(`${program} ended with ${code}.`);
    return printed;
  } finally {
    closeSync(input);
  }
}

/** Of all children of this process that have ended and were waited for. */
function childTicks(): number {
  const stat = readFileSync("/proc/self/stat", "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return Number(fields[13]) + Number(fields[14]);
}
