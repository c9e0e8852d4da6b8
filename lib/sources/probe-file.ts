import { execFile } from "node:child_process";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import type { FileTrouble } from "#lib/sources/schema.ts";

const run = promisify(execFile);
const patienceMs = 20_000;

/** What a file can be shown as, or why it cannot. */
export type Probed = { seconds: number; width: number; height: number } | { trouble: FileTrouble };

const answer = z.object({
  streams: z.array(
    z.object({
      codec_type: z.string().optional(),
      codec_name: z.string().optional(),
      width: z.number().optional(),
      height: z.number().optional(),
    }),
  ),
  format: z.object({ duration: z.coerce.number().optional() }),
});

/** Looks into a file with the ffprobe beside ffmpeg. Only what viewers can play as it is passes: H.264, and AAC if it has sound. */
export async function probeFile(ffmpeg: string, path: string): Promise<Probed> {
  const found = await ask(join(dirname(ffmpeg), "ffprobe"), path);
  if (!found) return { trouble: "unreadable" };
  const picture = found.streams.find(({ codec_type: type }) => type === "video");
  const sound = found.streams.find(({ codec_type: type }) => type === "audio");
  if (picture?.codec_name !== "h264") return { trouble: "picture_codec" };
  if (sound && sound.codec_name !== "aac") return { trouble: "sound_codec" };
  const { duration: seconds = 0 } = found.format;
  if (!(seconds > 0)) return { trouble: "unreadable" };
  return { seconds, width: picture.width ?? 0, height: picture.height ?? 0 };
}

async function ask(ffprobe: string, path: string): Promise<z.infer<typeof answer> | undefined> {
  const entries = "stream=codec_type,codec_name,width,height:format=duration";
  const args = [
    "-v",
    "error",
    "-protocol_whitelist",
    "file",
    "-f",
    "mov",
    "-show_entries",
    entries,
    "-of",
    "json",
    path,
  ];
  try {
    const { stdout } = await run(ffprobe, args, { timeout: patienceMs, maxBuffer: 1024 * 1024 });
    return answer.parse(JSON.parse(stdout));
  } catch {
    return undefined;
  }
}
