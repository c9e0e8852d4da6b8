import type { DeskOf } from "#lib/accounts/gate.ts";
import type { Uses } from "#lib/container.ts";
import type { TargetView } from "#lib/restreams/schema.ts";

const idle = { trouble: null, bytes: 0, seconds: 0, drops: 0, attempts: 0 };

/** The targets of a show in the order they were added, each with its own health. */
export async function listTargets(
  { db, restreams }: Uses<"db" | "restreams">,
  show: DeskOf<"show">,
): Promise<TargetView[]> {
  const rows = await db.restreamTarget.findMany({
    where: { showId: show.id },
    orderBy: { createdAt: "asc" },
    select: { id: true, name: true, address: true, isOn: true },
  });
  return rows.map((row) => {
    if (!row.isOn) return { ...row, ...idle, state: "off" };
    return { ...row, ...(restreams.health(show.id, row.id) ?? { ...idle, state: "waiting" }) };
  });
}
