import type { HostOf } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import { publishCatalog } from "#lib/catalog/publish-catalog.ts";
import type { Uses } from "#lib/container.ts";
import { lockStock } from "#lib/engine/sql.ts";
import type { GoalsInput } from "#lib/goals/schema.ts";
import { Refusal } from "#lib/refusal.ts";
import { Prisma } from "#prisma/client/client.ts";

/**
 * Replaces the goals of an edition. One that was reached was promised: it stays as it is, and refuses with goal_reached where it is left out,
 * or set at other units. Its gift may be said in other words.
 */
export async function setGoals(
  app: Uses<"db" | "publish">,
  edition: HostOf<"edition">,
  { goals }: GoalsInput,
): Promise<void> {
  const productId = await app.db.$transaction(async (tx) => {
    await tx.$executeRaw(lockStock(Prisma.sql`SELECT ${edition.id}::uuid`));
    // Held, so that none is reached meanwhile.
    await tx.$executeRaw`SELECT FROM goal WHERE edition_id = ${edition.id}::uuid FOR UPDATE`;
    const before = await tx.goal.findMany({ where: { editionId: edition.id }, orderBy: { units: "asc" } });
    const gone = before.find(({ units, reachedAt }) => reachedAt && !goals.some((goal) => goal.units === units));
    if (gone) throw new Refusal("goal_reached", { field: "goals", detail: { units: gone.units } });
    const reached = new Map(before.map(({ units, reachedAt }) => [units, reachedAt]));
    await tx.goal.deleteMany({ where: { editionId: edition.id } });
    await tx.goal.createMany({
      data: goals.map((goal) => ({ ...goal, editionId: edition.id, reachedAt: reached.get(goal.units) ?? null })),
    });
    await recordAct(tx, {
      actorId: edition.host.id,
      action: "goals.set",
      subject: `edition:${edition.id}`,
      before: before.map(({ units, gift }) => ({ units, gift })),
      after: { goals },
    });
    const { productId } = await tx.edition.findUniqueOrThrow({
      where: { id: edition.id },
      select: { productId: true },
    });
    return productId;
  });
  await publishCatalog(app, productId);
}
