import { execFile } from "node:child_process";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { BrokenStream } from "#lib/media/mp4/box-reader.ts";
import { readFilm } from "#lib/sources/read-film.ts";
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
      pix_fmt: z.string().optional(),
      profile: z.string().optional(),
      disposition: z.object({ attached_pic: z.number().optional() }).optional(),
    }),
  ),
  format: z.object({ duration: z.coerce.number().optional() }),
});

/** 8 bit and 4:2:0, which is all that viewers' devices decode. */
const playableFormats = ["yuv420p", "yuvj420p"];
const playableSound = ["LC", "HE-AAC", "HE-AACv2"];

/**
 * Looks into a file with the ffprobe beside ffmpeg. Only what viewers can play as it is passes: H.264, turned by right angles
 * at most, and AAC if it has sound.
 */
export async function probeFile(ffmpeg: string, path: string): Promise<Probed> {
  const found = await ask(join(dirname(ffmpeg), "ffprobe"), path);
  if (!found) return { trouble: "unreadable" };
  const picture = found.streams.find(
    ({ codec_type: type, disposition }) => type === "video" && !disposition?.attached_pic,
  );
  const sound = found.streams.find(({ codec_type: type }) => type === "audio");
  if (picture?.codec_name !== "h264") return { trouble: "picture_codec" };
  if (!playableFormats.includes(picture.pix_fmt ?? "")) return { trouble: "picture_profile" };
  if (sound && !isPlayableSound(sound)) return { trouble: "sound_codec" };
  const { duration: seconds = 0 } = found.format;
  if (!(seconds > 0)) return { trouble: "unreadable" };
  return judgeFilm(path, seconds);
}

function isPlayableSound({ codec_name: codec, profile = "LC" }: z.infer<typeof answer>["streams"][number]): boolean {
  return codec === "aac" && playableSound.includes(profile);
}

async function judgeFilm(path: string, seconds: number): Promise<Probed> {
  try {
    const film = await readFilm(path);
    if (!film) return { trouble: "picture_codec" };
    if (film.settings > 1) return { trouble: "settings_change" };
    return { seconds, width: film.width, height: film.height };
  } catch (error) {
    if (!(error instanceof BrokenStream)) throw error;
    return { trouble: error.about === "turned" ? "picture_turned" : "unreadable" };
  }
}

async function ask(ffprobe: string, path: string): Promise<z.infer<typeof answer> | undefined> {
  const entries = "stream=codec_type,codec_name,pix_fmt,profile:stream_disposition=attached_pic:format=duration";
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
