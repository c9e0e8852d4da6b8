import type { Uses } from "#lib/container.ts";
import { isOver } from "#lib/live/contract.ts";
import { log } from "#lib/log.ts";
import { Refusal } from "#lib/refusal.ts";
import { receiveEncoder } from "#lib/sources/receive-encoder.ts";
import type { Admit } from "#lib/sources/rtmp-door.ts";
import type { SourceTrouble } from "#lib/sources/schema.ts";
import { hashKey } from "#lib/sources/stream-keys.ts";

/** An encoder that still sends keeps its place; one whose line is dead is replaced by the one that calls again. */
const quietMs = 3000;

/** Who may send a show: whoever has its key, while it is not over. The studio hears of everybody who was turned away. */
export async function admitEncoder(
  { db, limits, sources }: Uses<"db" | "limits" | "sources">,
  asked: Parameters<Admit>[0],
): ReturnType<Admit> {
  const { slug, key, software, address, hangUp } = asked;
  if (!(await isCalm(address))) return { rejected: "wrong_key" };
  const show = await db.show.findUnique({
    where: { slug },
    select: { id: true, status: true, host: { select: { name: true } } },
  });
  // A stranger does not learn which shows there are.
  if (!show || asked.app !== "live") return { rejected: key ? "wrong_key" : "no_key" };
  const ffmpegPath = sources.ffmpeg();
  const reason = (await judgeKey(show.id, key)) ?? judgeShow();
  if (reason || !ffmpegPath) {
    const rejected = reason ?? "ffmpeg_missing";
    sources.turnAway(show.id, rejected, address);
    log.warn({ event: "encoder_rejected", showId: show.id, reason: rejected, address }, "an encoder was rejected");
    return { rejected };
  }
  await db.$executeRaw`UPDATE stream_key SET last_used_at = now() WHERE key_hash = ${hashKey(key)}`;
  const encoder = receiveEncoder({
    ...{ sources, ffmpegPath, hangUp },
    sender: { showId: show.id, kind: "rtmp", name: software, hostName: show.host.name },
    mayTakeAir: show.status === "LIVE",
  });
  return {
    encoder: {
      gone: () => encoder.gone(),
      packet: (packet) => {
        const rejected = encoder.packet(packet);
        if (rejected) sources.turnAway(show.id, rejected, address);
        return rejected;
      },
    },
  };

  async function judgeKey(showId: string, given: string): Promise<SourceTrouble | undefined> {
    if (!given) return "no_key";
    const known = await db.streamKey.findUnique({ where: { keyHash: hashKey(given) } });
    if (known?.showId !== showId) return "wrong_key";
    return known.revokedAt ? "old_key" : undefined;
  }

  function judgeShow(): SourceTrouble | undefined {
    if (show && isOver(show.status)) return "show_over";
    const before = show && sources.find(show.id, "rtmp");
    return before && before.quietForMs() < quietMs ? "encoder_busy" : undefined;
  }

  async function isCalm(from: string): Promise<boolean> {
    try {
      await limits.shared.spend("encodersByAddress", from);
      return true;
    } catch (error) {
      if (error instanceof Refusal) return false;
      throw error;
    }
  }
}
