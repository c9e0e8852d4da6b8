import type { HostOf } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import { expectGroupsFit } from "#lib/catalog/expect-groups-fit.ts";
import { publishCatalog } from "#lib/catalog/publish-catalog.ts";
import type { EditionChange } from "#lib/catalog/schema.ts";
import type { Uses } from "#lib/container.ts";
import { isCheckViolation, type Queryable } from "#lib/db.ts";
import { lockStock } from "#lib/engine/sql.ts";
import { Refusal } from "#lib/refusal.ts";
import { Prisma } from "#prisma/client/client.ts";

/**
 * Changes texts, limits and times of an edition for orders to come; standing orders keep what was agreed. Refuses with
 * lock_deadline_shorter, because whoever ordered was told how long there is to lock, and with exemption_after_sale, because whoever
 * ordered was told that it may be sent back.
 */
export async function changeEdition(
  app: Uses<"db" | "publish">,
  edition: HostOf<"edition">,
  change: EditionChange,
): Promise<void> {
  const productId = await app.db
    .$transaction(async (tx) => {
      const {
        name,
        summary,
        facts,
        variantGroup,
        option,
        swatch,
        image,
        perPersonLimit,
        refundDays,
        holdSeconds,
        offerSeconds,
        lockDeadlineDays,
        addressLockDays,
        weightGrams,
        coolingOffExemption,
        ...rest
      } = await tx.edition.findUniqueOrThrow({ where: { id: edition.id } });
      const isTaken = (change.coolingOffExemption ?? null) !== null && coolingOffExemption === null;
      if (isTaken) await expectUnsold(tx, edition.id);
      await tx.edition.update({ where: { id: edition.id }, data: change });
      if (change.variantGroup ?? change.option) await expectGroupsFit(tx, rest.productId);
      await recordAct(tx, {
        actorId: edition.host.id,
        action: "edition.changed",
        subject: `edition:${edition.id}`,
        before: {
          name,
          summary,
          facts,
          variantGroup,
          option,
          swatch,
          image,
          perPersonLimit,
          refundDays,
          holdSeconds,
          offerSeconds,
          lockDeadlineDays,
          addressLockDays,
          weightGrams,
          coolingOffExemption,
        },
        after: change,
      });
      return rest.productId;
    })
    .catch((error: unknown) => {
      if (isCheckViolation(error, "edition_variant_named")) throw new Refusal("invalid_body", { field: "option" });
      if (isCheckViolation(error, "promised more time to lock"))
        throw new Refusal("lock_deadline_shorter", { field: "lockDeadlineDays" });
      throw error;
    });
  await publishCatalog(app, productId);
}

/** Whoever orders at this moment waits for the stock, and reads the edition as it is afterwards. */
async function expectUnsold(tx: Queryable, editionId: string): Promise<void> {
  await tx.$executeRaw(lockStock(Prisma.sql`SELECT ${editionId}::uuid`));
  const sold = await tx.$queryRaw<unknown[]>`SELECT FROM preorder WHERE edition_id = ${editionId}::uuid LIMIT 1`;
  if (sold.length > 0) throw new Refusal("exemption_after_sale", { field: "coolingOffExemption" });
}
