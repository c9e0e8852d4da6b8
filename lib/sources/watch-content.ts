import type { Channels } from "#lib/media/channels.ts";
import type { Channel } from "#lib/media/live/channel.ts";
import { ContentJudge } from "#lib/media/live/content.ts";
import type { PublishedPart } from "#lib/media/live/window.ts";
import type { InitSegment } from "#lib/media/mp4/init-segment.ts";
import { type Ffmpeg, startFfmpeg } from "#lib/sources/ffmpeg.ts";

const lookEveryMs = 500;
const [across, down] = [64, 36];
const maxBehindBytes = 4 * 1024 * 1024;
/** How late a key frame is shown at most, and how many are on their way. */
const maxLateMs = 5000;
const maxLate = 50;

/** Key frames as grey miniatures, and the sound at a sixth of its rate: next to nothing of a core. */
function argsFor({ video, audio }: InitSegment): string[] {
  const small = `scale=${across}:${down}:flags=area,format=gray`;
  return [
    ...["-threads", "1", "-flags", "low_delay", "-skip_frame", "nokey", "-protocol_whitelist", "pipe"],
    ...["-probesize", "4096", "-analyzeduration", "0", "-f", "mp4", "-i", "pipe:0"],
    ...(video ? ["-map", "0:v:0", "-vf", small, "-vsync", "passthrough", "-flush_packets", "1"] : []),
    ...(video ? ["-f", "rawvideo", "pipe:1"] : []),
    ...(audio ? ["-map", "0:a:0", "-ar", "8000", "-flush_packets", "1", "-f", "s16le", "pipe:3"] : []),
  ];
}

/**
 * Looks into the pictures and listens to the sound of every show on air, so that its host hears within seconds that viewers
 * see a picture that stands still, or black, or hear nothing, whatever the source says.
 */
export function watchContent({ channels, ffmpeg }: { channels: Channels; ffmpeg: () => string | undefined }) {
  const watched = new Map<Channel, ReturnType<typeof watchChannel>>();
  const timer = setInterval(look, lookEveryMs);
  timer.unref();

  function look(): void {
    const all = channels.all();
    for (const channel of all) {
      const isLive = channels.status(channel.showId) === "live";
      if (isLive && !watched.has(channel)) watched.set(channel, watchChannel(channel, ffmpeg));
      if (!isLive) leave(channel);
    }
    for (const [channel, watching] of watched) {
      if (all.includes(channel)) watching.tell();
      else leave(channel);
    }
  }

  function leave(channel: Channel): void {
    watched.get(channel)?.stop();
    watched.delete(channel);
  }

  return {
    close: () => {
      clearInterval(timer);
      for (const channel of watched.keys()) leave(channel);
    },
  };
}

function watchChannel(channel: Channel, ffmpeg: () => string | undefined) {
  let takeId: string | undefined;
  let eyes: Eyes | undefined;
  const stopListening = channel.listen({
    part: (part, init) => {
      if (part.takeId !== takeId && part.startsWithKeyframe) {
        eyes?.close();
        takeId = part.takeId;
        eyes = openEyes(init, ffmpeg());
      }
      if (part.takeId === takeId) eyes?.see(part);
    },
  });

  return {
    tell: () => {
      if (eyes) channel.sayContent(eyes.judge.read(Date.now()));
    },
    stop: () => {
      stopListening();
      eyes?.close();
      channel.sayContent({ picture: "unknown", sound: "unknown" });
    },
  };
}

type Eyes = { judge: ContentJudge; see: (part: PublishedPart) => void; close: () => void };

/** One decoder for one take; what it cannot decode is not judged. */
function openEyes(init: InitSegment, path: string | undefined): Eyes {
  const { width = 0, height = 0 } = init.video ?? {};
  const judge = new ContentJudge({ width, height, hasSound: init.audio !== undefined, startedAt: Date.now() });
  /** When the key frames came that the decoder has not shown yet: a busy machine shows them late. */
  let keyframesAt: number[] = [];
  const shown: Shown = {
    glimpse: (points) => {
      const now = Date.now();
      // One that was never shown, for it could not be decoded, must not date all those after it.
      keyframesAt = keyframesAt.filter((at) => now - at < maxLateMs);
      judge.glimpse(points, keyframesAt.shift() ?? now);
    },
    sound: (peak) => judge.sound(peak, Date.now()),
    blind: () => judge.blind(),
  };
  const decoder = path === undefined ? undefined : startDecoder(path, init, shown);
  decoder?.write(init.bytes);

  return {
    judge,
    see: (part) => {
      const at = Date.now();
      for (const bytes of part.motion) judge.picture(bytes, at);
      if (part.audio) judge.packets(at);
      if (!decoder || decoder.waitingBytes() >= maxBehindBytes) return;
      const isRead = decoder.write(part.bytes);
      if (isRead && init.video && part.startsWithKeyframe) keyframesAt = [...keyframesAt.slice(-maxLate), at];
    },
    close: () => decoder?.kill(),
  };
}

/** What the decoder is heard and seen to say, as it comes. */
type Shown = { glimpse: (points: Buffer) => void; sound: (peak: number) => void; blind: () => void };

function startDecoder(path: string, init: InitSegment, shown: Shown): Ffmpeg {
  let waiting = Buffer.alloc(0);
  return startFfmpeg({
    path,
    args: argsFor(init),
    onBytes: (bytes) => {
      waiting = Buffer.concat([waiting, bytes]);
      for (; waiting.length >= across * down; waiting = waiting.subarray(across * down))
        shown.glimpse(waiting.subarray(0, across * down));
    },
    onMore: (bytes) => shown.sound(loudest(bytes)),
    onEnd: shown.blind,
  });
}

function loudest(bytes: Buffer): number {
  let peak = 0;
  for (let at = 0; at + 1 < bytes.length; at += 2) peak = Math.max(peak, Math.abs(bytes.readInt16LE(at)));
  return peak;
}
