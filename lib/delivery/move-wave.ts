import type { Operator } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import { tellShowsSelling } from "#lib/catalog/tell-shows.ts";
import { container } from "#lib/container.ts";
import type { PromiseInput } from "#lib/delivery/schema.ts";
import { Refusal } from "#lib/refusal.ts";

type Answer =
  | { outcome: "not_found" | "windows_out_of_order" }
  | {
      outcome: "moved";
      edition: string;
      before: { start: string; end: string };
      told: { id: string; userId: string; state: string }[];
    };

/**
 * Promises a whole wave another window, in one transaction: orders to come get it, and every live order a row with the reason,
 * shifted for its city; then each buyer is told. Returns how many orders changed; moving twice to the same window is one act.
 * Refuses with not_found, or with windows_out_of_order when a neighbouring wave stands in the way.
 */
export async function moveWave(operator: Operator, waveId: string, promise: PromiseInput): Promise<number> {
  const { db } = container();
  const { start, end, reason } = promise;
  const { edition, told } = await db.$transaction(
    async (tx) => {
      await tx.$executeRaw`SET LOCAL statement_timeout = 30000`;
      const [row] = await tx.$queryRaw<{ answer: Answer }[]>`
        SELECT move_wave(${waveId}::uuid, ${start}::date, ${end}::date, ${reason}) AS answer`;
      if (!row) throw new Error(`nothing was said about moving wave ${waveId}`);
      const { answer } = row;
      if (answer.outcome !== "moved") throw new Refusal(answer.outcome);
      const isSame = answer.before.start === start && answer.before.end === end && answer.told.length === 0;
      if (!isSame) {
        await recordAct(tx, {
          actorId: operator.id,
          action: "wave.moved",
          subject: `wave:${waveId}`,
          before: answer.before,
          after: { ...promise, orders: answer.told.length },
        });
      }
      return answer;
    },
    { timeout: 35_000 },
  );
  void tellBuyers(told);
  const { productId } = await db.edition.findUniqueOrThrow({ where: { id: edition }, select: { productId: true } });
  await tellShowsSelling(productId);
  return told.length;
}

/** A wave may hold a hundred thousand orders: told in portions, so that nobody else waits. */
async function tellBuyers(told: { id: string; userId: string; state: string }[]) {
  const { publish } = container();
  for (const [index, { userId, id, state }] of told.entries()) {
    publish.orderChanged(userId, { id, state });
    if (index % 500 === 499) await new Promise((resume) => setImmediate(resume));
  }
}
