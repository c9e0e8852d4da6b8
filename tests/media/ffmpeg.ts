import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";

const run = promisify(execFile);

/** ffmpeg is not on every machine: tests of what it makes are left out where it is not, and say so. */
export const hasFfmpeg = (process.env.PATH ?? "").split(":").some((folder) => existsSync(join(folder, "ffmpeg")));

const pictures = ["-f", "lavfi", "-i", "testsrc2=s=320x180:r=30"];
const sound = ["-f", "lavfi", "-i", "sine=f=440:r=48000"];
const h264 = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-b:v", "300k"];
const aac = ["-c:a", "aac", "-b:a", "64k"];
const base = "empty_moov+default_base_moof";

/** Sources as they are met: an encoder over RTMP, WebCodecs, odd cuts, absolute offsets, edit lists, AV1, sound alone. */
const recipes = {
  encoder: [...pictures, ...sound, ...h264, "-bf", "2", "-g", "60", ...aac, "-movflags", `frag_keyframe+${base}`],
  shortFragments: [...pictures, ...sound, ...h264, "-g", "30", ...aac, "-movflags", base, "-frag_duration", "200000"],
  oddCuts: [...pictures, ...sound, ...h264, "-g", "30", ...aac, "-movflags", base, "-frag_duration", "700000"],
  absoluteOffsets: [...pictures, ...sound, ...h264, "-g", "30", ...aac, "-movflags", "frag_keyframe+empty_moov"],
  editLists: [
    ...[...pictures, ...sound, ...h264, "-bf", "2", "-g", "30", ...aac],
    ...["-movflags", "frag_keyframe+delay_moov+default_base_moof"],
  ],
  negativeOffsets: [
    ...[...pictures, ...sound, ...h264, "-bf", "2", "-g", "30", ...aac],
    ...["-movflags", "cmaf", "-frag_duration", "300000"],
  ],
  av1: [
    ...[...pictures, ...sound, "-c:v", "libsvtav1", "-preset", "12", "-g", "30", "-c:a", "libopus"],
    ...["-movflags", `frag_keyframe+${base}`],
  ],
  soundAlone: [...sound, ...aac, "-movflags", base, "-frag_duration", "500000"],
  pictureAlone: [...pictures, ...h264, "-g", "30", "-movflags", `frag_keyframe+${base}`],
} as const;

export type Recipe = keyof typeof recipes;
export const recipeNames: Recipe[] = [
  ...(["encoder", "shortFragments", "oddCuts", "absoluteOffsets", "editLists", "negativeOffsets"] as const),
  ...(["av1", "soundAlone", "pictureAlone"] as const),
];

const probed = z.object({
  streams: z.array(z.object({ codec_type: z.string(), nb_read_packets: z.string(), duration: z.string().optional() })),
});

const folder = join(tmpdir(), "launchroom-test-recordings");

/** A fragmented MP4 made by ffmpeg, once per machine. */
export async function makeRecording(name: Recipe, seconds = 8): Promise<Buffer> {
  const file = join(folder, `ffmpeg-${name}-${seconds}s.mp4`);
  if (!existsSync(file)) {
    await mkdir(folder, { recursive: true });
    const made = `${file}.${process.pid}.mp4`;
    await run("ffmpeg", ["-v", "error", "-y", ...recipes[name], "-t", String(seconds), made]);
    await rename(made, file);
  }
  return readFile(file);
}

/** Decodes a file from the first to the last sample; everything ffmpeg complains about. */
export async function complaintsAbout(file: string): Promise<string> {
  const { stderr } = await run("ffmpeg", ["-v", "warning", "-i", file, "-f", "null", "-"]);
  return stderr.trim();
}

/** How many pictures and packets of sound a file or playlist holds, and how long each lasts. */
export async function probe(file: string): Promise<{ kind: string; packets: number; seconds: number }[]> {
  const { stdout } = await run("ffprobe", ["-v", "error", "-count_packets", "-show_streams", "-of", "json", file]);
  return probed.parse(JSON.parse(stdout)).streams.map((stream) => ({
    kind: stream.codec_type,
    packets: Number(stream.nb_read_packets),
    seconds: Number(stream.duration),
  }));
}

/** Pictures at the times that they have: rounded to a steady rate two may fall on one, which is no fault of theirs. */
const asItCame = ["-fps_mode", "passthrough", "-enc_time_base", "-1"];

/** The streams of a recording as ffprobe names them; rejects when decoding it complains of anything. */
export async function judgeRecording(bytes: Buffer) {
  const file = join(tmpdir(), `launchroom-judged-${process.pid}-${Date.now()}.mp4`);
  await writeFile(file, bytes);
  try {
    const { stderr } = await run("ffmpeg", ["-v", "error", "-i", file, ...asItCame, "-f", "null", "-"]);
    if (stderr) throw new Error(stderr);
    const { stdout } = await run("ffprobe", ["-v", "error", "-show_streams", "-of", "json", file]);
    return z.object({ streams: z.array(z.object({ codec_name: z.string() })) }).parse(JSON.parse(stdout)).streams;
  } finally {
    await rm(file, { force: true });
  }
}
