import type { DeskOf } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import { Refusal } from "#lib/refusal.ts";
import type { SourceKind } from "#lib/sources/schema.ts";

/** Takes a file off air where it is; putting it on air again goes on from there. Refuses with source_missing. */
export async function pauseSource(
  { db, sources }: Uses<"db" | "sources">,
  show: DeskOf<"show">,
  kind: SourceKind,
): Promise<void> {
  const source = sources.find(show.id, kind);
  if (!source?.pause) throw new Refusal("source_missing");
  await recordAct(db, {
    actorId: show.hand.id,
    action: "show.source_paused",
    subject: `show:${show.id}`,
    after: { kind },
  });
  source.pause();
}
