import { randomBytes } from "node:crypto";
import type { DeskOf } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import { overlayKey } from "#lib/sources/schema.ts";

/** Makes the address of the show's overlay; the one before it shows nothing any more. */
export async function issueOverlayKey({ db }: Uses<"db">, show: DeskOf<"show">): Promise<{ key: string }> {
  const key = randomBytes(24).toString("base64url");
  await db.$transaction(async (tx) => {
    const made = { key, createdAt: new Date() };
    await tx.overlayKey.upsert({ where: { showId: show.id }, create: { showId: show.id, ...made }, update: made });
    await recordAct(tx, { actorId: show.hand.id, action: "show.overlay_key_issued", subject: `show:${show.id}` });
  });
  return { key };
}

/** Takes the address away. Twice is one act. */
export async function revokeOverlayKey({ db }: Uses<"db">, show: DeskOf<"show">): Promise<void> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.overlayKey.deleteMany({ where: { showId: show.id } });
    if (count === 0) return;
    await recordAct(tx, { actorId: show.hand.id, action: "show.overlay_key_revoked", subject: `show:${show.id}` });
  });
}

/** The show of an address, and whether anybody may see it yet; null where nothing has that address. */
export async function findOverlay({ db }: Uses<"db">, key: string): Promise<{ showId: string; slug: string } | null> {
  if (!overlayKey.safeParse(key).success) return null;
  const found = await db.overlayKey.findUnique({
    where: { key },
    select: { showId: true, show: { select: { slug: true } } },
  });
  return found && { showId: found.showId, slug: found.show.slug };
}
