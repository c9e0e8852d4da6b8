import { partsOf } from "#lib/boot/roles.ts";
import type { Uses } from "#lib/container.ts";
import { createRestreams } from "#lib/restreams/restreams.ts";
import { createSeal } from "#lib/seal.ts";
import { createAirLeases } from "#lib/shows/air-leases.ts";
import { admitEncoder } from "#lib/sources/admit-encoder.ts";
import { type Admit, openRtmpDoor } from "#lib/sources/rtmp-door.ts";
import { createSources } from "#lib/sources/sources.ts";
import { watchContent } from "#lib/sources/watch-content.ts";

/** Where the picture of a show comes from, and where else it goes. */
export function composeSources({
  env,
  db,
  channels,
  limits,
  secret,
}: Uses<"channels" | "db" | "env" | "limits"> & { secret: string }) {
  const air = createAirLeases({ lastPictureAt: (showId) => channels.figures(showId)?.lastPartAt ?? null });
  const sources = createSources({ stage: { channels, air }, ffmpegPath: env.FFMPEG_PATH });
  const keySeal = createSeal(secret, "restreamKeys");
  const admit: Admit = (asked) => admitEncoder({ db, limits, sources }, asked);
  const rtmp = openRtmpDoor({ port: partsOf(env.ROLE).video ? env.RTMP_PORT : 0, host: env.HOST, admit });
  const restreams = createRestreams({
    ...{ db, channels, seal: keySeal, ffmpeg: sources.ffmpeg },
    allowPrivate: env.ALLOW_PRIVATE_ADDRESSES,
  });
  const content = watchContent({ channels, ffmpeg: sources.ffmpeg });
  return { air, sources, keySeal, rtmp, restreams, content };
}
