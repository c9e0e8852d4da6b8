import { log } from "#lib/log.ts";
import type { Converter, OpenConverter } from "#lib/media/live/take.ts";
import { startFfmpeg } from "#lib/sources/ffmpeg.ts";

const reads = "-protocol_whitelist pipe -fflags +nobuffer -probesize 32768 -analyzeduration 200000 -f mp4 -i pipe:0";
const makes = "-map 0:v:0? -map 0:a:0? -c:v copy -c:a aac -b:a 128k -ar 48000 -max_interleave_delta 500000 -f mp4";
const writes = "-movflags frag_keyframe+empty_moov+default_base_moof -frag_duration 200000 -flush_packets 1 pipe:1";

/** AAC of a host's Opus, a few per cent of a core; pictures pass as they are. Undefined without ffmpeg. */
export function openAac(
  path: string | undefined,
  { onBytes, onEnd }: Parameters<OpenConverter>[0],
): Converter | undefined {
  if (!path) return undefined;
  return startFfmpeg({
    path,
    args: `${reads} ${makes} ${writes}`.split(" "),
    onBytes,
    onEnd: ({ code, complaint }) => {
      if (code !== 0 && complaint)
        log.warn({ event: "sound_not_made", complaint }, "ffmpeg made no AAC of a host's sound");
      onEnd();
    },
  });
}
