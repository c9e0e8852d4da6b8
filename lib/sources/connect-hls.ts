import type { DeskOf } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import { refuseOver } from "#lib/live/refuse-over.ts";
import { Refusal } from "#lib/refusal.ts";
import { startHlsSource } from "#lib/sources/hls-source.ts";
import { openHls } from "#lib/sources/open-hls.ts";
import type { HlsInput } from "#lib/sources/schema.ts";

/**
 * Begins to pull an external stream, which then waits for the air. Refuses with show_ended, ffmpeg_missing, or hls_unusable
 * with the reason.
 */
export async function connectHls(
  { db, env, sources }: Uses<"db" | "env" | "sources">,
  show: DeskOf<"show">,
  { address }: HlsInput,
): Promise<void> {
  const { status, host } = await db.show.findUniqueOrThrow({
    where: { id: show.id },
    select: { status: true, host: { select: { name: true } } },
  });
  refuseOver(status);
  const ffmpegPath = sources.ffmpeg();
  if (!ffmpegPath) throw new Refusal("ffmpeg_missing");
  const url = new URL(address);
  const { ALLOW_PRIVATE_ADDRESSES: allowPrivate } = env;
  const media = await openHls(url, allowPrivate);
  if ("trouble" in media) throw new Refusal("hls_unusable", { field: "address", detail: { reason: media.trouble } });
  await recordAct(db, {
    actorId: show.hand.id,
    action: "show.hls_connected",
    subject: `show:${show.id}`,
    after: { host: url.host },
  });
  startHlsSource({
    ...{ sources, ffmpegPath, media, allowPrivate },
    sender: { showId: show.id, kind: "hls", name: url.host, hostName: host.name },
  });
}
