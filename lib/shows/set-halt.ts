import { z } from "zod";
import type { DeskOf } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import { haltSales, releaseSales } from "#lib/catalog/halt-sales.ts";
import type { Uses } from "#lib/container.ts";
import { haltKind, type LiveHalts } from "#lib/live/contract.ts";
import type { HaltInput } from "#lib/shows/schema.ts";

type Row = { halts: string[]; haltsVersion: number };

const kinds = z.array(haltKind);

/**
 * Stops one thing for everybody in the show at once, or lets it go on: sales (the database takes no order), the product on screen, the chat,
 * the picture or the sound. Twice is one act.
 */
export async function setHalt(
  { engine, publish }: Uses<"engine" | "publish">,
  show: DeskOf<"show">,
  { kind, on }: HaltInput,
): Promise<LiveHalts> {
  const halts = await engine.commit(async (write) => {
    const { tx } = write;
    const [moved] = await tx.$queryRaw<Row[]>`
      UPDATE show SET halts_version = halts_version + 1,
        halts = array_remove(halts, ${kind}) || CASE WHEN ${on} THEN ARRAY[${kind}::text] ELSE '{}' END
      WHERE id = ${show.id}::uuid AND (${kind} = ANY (halts)) <> ${on} RETURNING halts, halts_version AS "haltsVersion"`;
    if (!moved) return viewHalts(await tx.show.findUniqueOrThrow({ where: { id: show.id } }));
    if (kind === "sales") await (on ? haltSales(write, show) : releaseSales(write, show));
    const action = on ? "show.halted" : "show.released";
    await recordAct(tx, { actorId: show.hand.id, action, subject: `show:${show.id}`, after: { kind } });
    return viewHalts(moved);
  });
  publish.halted(show.id, halts);
  return halts;
}

export function viewHalts({ halts, haltsVersion }: Row): LiveHalts {
  return { version: haltsVersion, on: kinds.parse(halts) };
}
