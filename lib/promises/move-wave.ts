import { randomUUID } from "node:crypto";
import type { Operator } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import { tellShowsSelling } from "#lib/catalog/tell-shows.ts";
import { container } from "#lib/container.ts";
import type { PromiseInput } from "#lib/promises/schema.ts";
import { Refusal } from "#lib/refusal.ts";
import type { Prisma } from "#prisma/client/client.ts";

type Told = { id: string; userId: string; state: string }[];
type Answer =
  | { outcome: "not_found" | "windows_out_of_order" }
  | { outcome: "moved"; edition: string; before: { start: string; end: string }; told: Told };

const portion = 5000;

/**
 * Promises a whole wave another window, in one transaction: every live order gets a row with the reason, shifted for its city,
 * and whoever orders from now on the new window; then each buyer is told, and written to. A wave may hold a hundred thousand orders: they are
 * written in portions while the sale goes on, and only the last step holds the stock. Returns how many orders changed; moving
 * twice to the same window is one act. Refuses with not_found, or with windows_out_of_order when a neighbour stands in the way.
 */
export async function moveWave(operator: Operator, waveId: string, promise: PromiseInput): Promise<number> {
  const { db } = container();
  const { start, end, reason } = promise;
  const { edition, told } = await db.$transaction(
    async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`wave:${waveId}`}))`;
      const { ids, since } = await readOrders(tx, waveId, promise);
      const moveId = randomUUID();
      const standing: Told = [];
      for (let from = 0; from < ids.length; from += portion) {
        const [row] = await tx.$queryRaw<{ told: Told }[]>`
          SELECT promise_anew(${moveId}::uuid, ${ids.slice(from, from + portion)}::uuid[], ${start}::date, ${end}::date, ${reason}) AS told`;
        standing.push(...(row?.told ?? []));
      }
      const [row] = await tx.$queryRaw<{ answer: Answer }[]>`
        SELECT move_wave(${moveId}::uuid, ${waveId}::uuid, ${start}::date, ${end}::date, ${reason}, ${since}::timestamptz) AS answer`;
      if (!row) throw new Error(`nothing was said about moving wave ${waveId}`);
      const { answer } = row;
      if (answer.outcome !== "moved") throw new Refusal(answer.outcome);
      const all = standing.concat(answer.told);
      const isNew = all.length > 0 || answer.before.start !== start || answer.before.end !== end;
      if (isNew) {
        // From here on its buyers are owed a letter each, which leave in portions.
        await tx.waveMove.create({ data: { id: moveId, waveId } });
        await recordAct(tx, {
          actorId: operator.id,
          action: "wave.moved",
          subject: `wave:${waveId}`,
          before: answer.before,
          after: { ...promise, orders: all.length },
        });
      }
      return { edition: answer.edition, told: all };
    },
    { timeout: 60_000 },
  );
  void tellBuyers(told);
  const { productId } = await db.edition.findUniqueOrThrow({ where: { id: edition }, select: { productId: true } });
  await tellShowsSelling(productId);
  return told.length;
}

/** The orders that stand in the wave now, and the moment of the look. Refuses at once what would be refused at the end. */
async function readOrders(tx: Prisma.TransactionClient, waveId: string, { start, end }: PromiseInput) {
  const [wave] = await tx.$queryRaw<{ fits: boolean; since: string; ids: string[] }[]>`
    SELECT wave_fits(id, ${start}::date, ${end}::date) AS fits, clock_timestamp()::text AS since, wave_orders(id) AS ids
    FROM delivery_wave WHERE id = ${waveId}::uuid`;
  if (!wave) throw new Refusal("not_found");
  if (!wave.fits) throw new Refusal("windows_out_of_order");
  return wave;
}

async function tellBuyers(told: Told) {
  const { publish } = container();
  for (const [index, { userId, id, state }] of told.entries()) {
    publish.orderChanged(userId, { id, state });
    if (index % 500 === 499) await new Promise((resume) => setImmediate(resume));
  }
}
