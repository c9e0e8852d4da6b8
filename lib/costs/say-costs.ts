import { isDeepStrictEqual } from "node:util";
import type { HostOf } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import type { CostInput } from "#lib/costs/schema.ts";
import { Refusal } from "#lib/refusal.ts";

/**
 * Says what a unit of an edition costs its seller, in a currency that it is sold in; what was said before stays to be read. Saying the same
 * again is one act. Refuses with currency_not_offered.
 */
export async function sayCosts(
  { db }: Uses<"db">,
  edition: HostOf<"edition">,
  { currency, lines }: CostInput,
): Promise<void> {
  await db.$transaction(async (tx) => {
    const sold = await tx.edition.findUniqueOrThrow({
      where: { id: edition.id },
      select: { currency: true, prices: { select: { currency: true } } },
    });
    if (![sold, ...sold.prices].some((price) => price.currency === currency))
      throw new Refusal("currency_not_offered", { field: "currency" });
    const [before] = await tx.costSheet.findMany({
      where: { editionId: edition.id },
      orderBy: [{ at: "desc" }, { id: "desc" }],
      take: 1,
    });
    const isSame = before ? before.currency === currency && isDeepStrictEqual(before.lines, lines) : lines.length === 0;
    if (isSame) return;
    await tx.costSheet.create({ data: { editionId: edition.id, currency, lines } });
    const subject = `edition:${edition.id}`;
    await recordAct(tx, { actorId: edition.host.id, action: "costs.said", subject, after: { currency, lines } });
  });
}
