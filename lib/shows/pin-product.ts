import type { DeskOf } from "#lib/accounts/gate.ts";
import type { Uses } from "#lib/container.ts";
import type { Queryable } from "#lib/db.ts";
import type { PinCue } from "#lib/live/contract.ts";
import { Refusal } from "#lib/refusal.ts";
import type { PinInput } from "#lib/shows/schema.ts";
import { streamMomentOf } from "#lib/shows/stream-moment.ts";

/**
 * Puts one product of the show in front of everybody, each when their picture reaches the moment; null takes it away.
 * Refuses with product_not_in_show.
 */
export async function pinProduct(
  app: Uses<"channels" | "db" | "publish">,
  show: DeskOf<"show">,
  { productId, moment }: PinInput,
): Promise<void> {
  const { db, publish } = app;
  const cue = await writePin(db, show.id, { productId, at: streamMomentOf(app, show.id, moment) });
  if (!cue) throw new Refusal("product_not_in_show", { field: "productId" });
  publish.pinned(show.id, cue);
}

/** Null where the product is none of the show's, or put away. Tell it after the commit. */
export async function writePin(
  db: Queryable,
  showId: string,
  { productId, at }: { productId: string | null; at: number },
): Promise<PinCue | null> {
  const [cue] = await db.$queryRaw<{ atMs: bigint }[]>`
    WITH pinned AS (UPDATE show SET pinned_product_id = ${productId}::uuid WHERE id = ${showId}::uuid
      AND (${productId}::uuid IS NULL OR EXISTS (SELECT FROM show_product sp JOIN product p ON p.id = sp.product_id
        WHERE sp.show_id = show.id AND p.id = ${productId}::uuid AND p.archived_at IS NULL))
      RETURNING id)
    INSERT INTO cue (show_id, at_stream_ms, kind, payload)
    SELECT id, greatest(${at}::bigint, (SELECT max(at_stream_ms) FROM cue WHERE show_id = ${showId}::uuid AND kind = 'pin')), 'pin',
      jsonb_build_object('productId', ${productId}::text) FROM pinned
    RETURNING at_stream_ms AS "atMs"`;
  return cue ? { atMs: Number(cue.atMs), productId } : null;
}
