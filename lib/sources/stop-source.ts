import type { DeskOf } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import type { SourceKind } from "#lib/sources/schema.ts";

/** Stops a source with its program or line. Stopping what is not there is done already. */
export async function stopSource(
  { db, sources }: Uses<"db" | "sources">,
  show: DeskOf<"show">,
  kind: SourceKind,
): Promise<void> {
  if (!sources.find(show.id, kind)) return;
  await recordAct(db, {
    actorId: show.hand.id,
    action: "show.source_stopped",
    subject: `show:${show.id}`,
    after: { kind },
  });
  sources.remove(show.id, kind);
}
