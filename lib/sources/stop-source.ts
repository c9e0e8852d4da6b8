import type { HostOf } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import { container } from "#lib/container.ts";
import type { SourceKind } from "#lib/sources/schema.ts";

/** Stops a source with its program or line. Stopping what is not there is done already. */
export async function stopSource(show: HostOf<"show">, kind: SourceKind): Promise<void> {
  const { db, sources } = container();
  if (!sources.find(show.id, kind)) return;
  await recordAct(db, {
    actorId: show.host.id,
    action: "show.source_stopped",
    subject: `show:${show.id}`,
    after: { kind },
  });
  sources.remove(show.id, kind);
}
