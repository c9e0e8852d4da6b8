import type { DeskOf } from "#lib/accounts/gate.ts";
import type { Uses } from "#lib/container.ts";
import type { MediaFigures } from "#lib/media/schema.ts";
import { rtmpServer } from "#lib/sources/rtmp-address.ts";
import type { SourcesView, SourceView } from "#lib/sources/schema.ts";
import { viewFile } from "#lib/sources/view.ts";

/** Where a show's picture may come from, and what comes right now. */
export async function readSources(
  { db, env, sources, rtmp, channels }: Uses<"channels" | "db" | "env" | "rtmp" | "sources">,
  show: DeskOf<"show">,
): Promise<SourcesView> {
  const { slug, streamKeys, files, overlayKey } = await db.show.findUniqueOrThrow({
    where: { id: show.id },
    select: {
      slug: true,
      streamKeys: { where: { revokedAt: null }, select: { createdAt: true, lastUsedAt: true } },
      files: { orderBy: { createdAt: "asc" } },
      overlayKey: { select: { key: true } },
    },
  });
  const [key] = streamKeys;
  const away = sources.lastTurnedAway(show.id);
  const state = rtmp.state();
  return {
    rtmp: {
      state: state === "open" && !sources.ffmpeg() ? "ffmpeg_missing" : state,
      server: rtmpServer(env),
      port: env.RTMP_PORT,
    },
    streamName: slug,
    key: key ? { createdAt: key.createdAt.toISOString(), lastUsedAt: key.lastUsedAt?.toISOString() ?? null } : null,
    rejected: away ? { ...away, at: away.at.toISOString() } : null,
    sources: sources.list(show.id).map((source) => withContent(source.view(), channels.figures(show.id))),
    files: files.map(viewFile),
    overlay: overlayKey,
  };
}

/** What viewers see of the source that is on air is its trouble, whatever it says itself. */
function withContent(view: SourceView, figures: MediaFigures | undefined): SourceView {
  if (view.state !== "on_air" || view.trouble || !figures) return view;
  const { picture, sound } = figures.content;
  if (picture === "black" || picture === "still") return { ...view, trouble: `picture_${picture}` };
  return sound === "silent" ? { ...view, trouble: "sound_silent" } : view;
}
