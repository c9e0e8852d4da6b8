import { createHash, randomBytes } from "node:crypto";
import type { DeskOf } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import type { ShowStatus } from "#lib/live/contract.ts";
import { refuseOver } from "#lib/live/refuse-over.ts";
import { Refusal } from "#lib/refusal.ts";
import { rtmpServer } from "#lib/sources/rtmp-address.ts";
import type { IssuedKey } from "#lib/sources/schema.ts";

/** A key of 256 bits needs no slow hash: nobody guesses it, and every connection asks. */
export function hashKey(key: string): string {
  return createHash("sha256").update(key).digest("base64url");
}

/**
 * Makes the one key that opens a show to an encoder, shown this once; the key before it opens nothing any more, and an
 * encoder that sends with it is put out. Refuses with show_ended.
 */
export async function issueStreamKey(
  { db, env, sources }: Uses<"db" | "env" | "sources">,
  show: DeskOf<"show">,
): Promise<IssuedKey> {
  const key = randomBytes(24).toString("base64url");
  const { slug } = await db.$transaction(async (tx) => {
    const rows = await tx.$queryRaw<{ slug: string; status: ShowStatus }[]>`
      SELECT slug, status::text AS status FROM show WHERE id = ${show.id}::uuid FOR UPDATE`;
    const [row] = rows;
    if (!row) throw new Refusal("not_found");
    refuseOver(row.status);
    // Whoever waited for the show began before the key that they revoke was made.
    await tx.$executeRaw`UPDATE stream_key SET revoked_at = greatest(created_at, clock_timestamp()) WHERE show_id = ${show.id}::uuid AND revoked_at IS NULL`;
    await tx.streamKey.create({ data: { showId: show.id, keyHash: hashKey(key) } });
    await recordAct(tx, { actorId: show.hand.id, action: "show.stream_key_issued", subject: `show:${show.id}` });
    return row;
  });
  sources.remove(show.id, "rtmp");
  return { server: rtmpServer(env), streamKey: `${slug}?key=${key}` };
}

/** Takes the key away; an encoder that sends with it is put out. Taking it away twice is one act. */
export async function revokeStreamKey({ db, sources }: Uses<"db" | "sources">, show: DeskOf<"show">): Promise<void> {
  await db.$transaction(async (tx) => {
    const revoked =
      await tx.$executeRaw`UPDATE stream_key SET revoked_at = greatest(created_at, clock_timestamp()) WHERE show_id = ${show.id}::uuid AND revoked_at IS NULL`;
    if (revoked === 0) return;
    await recordAct(tx, { actorId: show.hand.id, action: "show.stream_key_revoked", subject: `show:${show.id}` });
  });
  sources.remove(show.id, "rtmp");
}
