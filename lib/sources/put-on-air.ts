import type { DeskOf } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import { requireLive } from "#lib/live/refuse-over.ts";
import { Refusal } from "#lib/refusal.ts";
import type { AirInput } from "#lib/sources/schema.ts";

/**
 * Puts a waiting source on air from its next key frame on; what was on air before stays until then. Refuses with
 * show_not_live, show_ended, source_missing, or air_taken while somebody else sends and this does not take over.
 */
export async function putOnAir(
  { db, sources }: Uses<"db" | "sources">,
  show: DeskOf<"show">,
  { kind, takeOver }: AirInput,
): Promise<void> {
  const { status } = await db.show.findUniqueOrThrow({ where: { id: show.id }, select: { status: true } });
  requireLive(status);
  const source = sources.find(show.id, kind);
  if (!source || source.view().state === "over") throw new Refusal("source_missing");
  sources.claimAir(show.id, kind, { takeOver });
  await recordAct(db, {
    actorId: show.hand.id,
    action: "show.source_on_air",
    subject: `show:${show.id}`,
    after: { kind },
  });
  source.goOnAir();
}
