import type { HostOf } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { BalanceTerms } from "#lib/balances/schema.ts";
import { publishCatalog } from "#lib/catalog/publish-catalog.ts";
import type { Uses } from "#lib/container.ts";
import { isCheckViolation } from "#lib/db.ts";
import { Refusal } from "#lib/refusal.ts";

/**
 * Says when the balance is charged and how long a place is kept when that fails. Once somebody has ordered, both may only give
 * more time: else it is refused with balance_promised.
 */
export async function setBalanceTerms(
  app: Uses<"db" | "publish">,
  edition: HostOf<"edition">,
  terms: BalanceTerms,
): Promise<void> {
  const { db } = app;
  const { balanceDueOn, balanceGraceDays } = terms;
  const { productId } = await db
    .$transaction(async (tx) => {
      const before = await tx.edition.findUniqueOrThrow({ where: { id: edition.id } });
      await tx.edition.update({
        where: { id: edition.id },
        data: { balanceDueOn: balanceDueOn && new Date(balanceDueOn), balanceGraceDays },
      });
      await recordAct(tx, {
        actorId: edition.host.id,
        action: "edition.balance",
        subject: `edition:${edition.id}`,
        before: { balanceDueOn: before.balanceDueOn, balanceGraceDays: before.balanceGraceDays },
        after: terms,
      });
      return before;
    })
    .catch((error: unknown) => {
      if (isCheckViolation(error, "more time for the balance")) throw new Refusal("balance_promised");
      throw error;
    });
  await publishCatalog(app, productId);
}
