import type { Buyer } from "#lib/accounts/gate.ts";
import { hasPassword } from "#lib/accounts/has-password.ts";
import { may } from "#lib/accounts/rights.ts";
import type { Actor } from "#lib/accounts/schema.ts";
import type { Uses } from "#lib/container.ts";
import { expectRecent, isRecent } from "#lib/factors/holder.ts";
import { renewRecoveryCodes } from "#lib/factors/recovery-codes.ts";
import { factorKind, type OwnFactors } from "#lib/factors/schema.ts";
import { tellOfChange } from "#lib/factors/tell-of-change.ts";
import { Refusal } from "#lib/refusal.ts";

export async function readOwnFactors(app: Uses<"db">, actor: Actor, token: string | null): Promise<OwnFactors> {
  const { db } = app;
  const [rows, codesLeft, recent, shop, knowsPassword] = await Promise.all([
    db.factor.findMany({ where: { userId: actor.id, confirmedAt: { not: null } }, orderBy: { createdAt: "asc" } }),
    db.recoveryCode.count({ where: { userId: actor.id } }),
    isRecent(db, token),
    db.shop.findUniqueOrThrow({ where: { id: 1 }, select: { demandsFactors: true } }),
    hasPassword(app, actor),
  ]);
  return {
    factors: rows.map(({ id, kind, name, createdAt, usedAt }) => ({
      ...{ id, kind: factorKind.parse(kind), name, addedAt: createdAt.toISOString() },
      usedAt: usedAt?.toISOString() ?? null,
    })),
    ...{ codesLeft, isRecent: recent, hasPassword: knowsPassword },
    isDemanded: shop.demandsFactors && may({ role: actor.role }, "readMoney"),
  };
}

/** Takes one away, and with the last one the recovery codes. Refuses with proof_needed or not_found. */
export async function removeFactor(
  app: Uses<"db" | "env">,
  buyer: Buyer,
  token: string | null,
  id: string,
): Promise<void> {
  await app.db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM "user" WHERE id = ${buyer.id}::uuid FOR UPDATE`;
    await expectRecent(tx, token);
    const factor = await tx.factor.findFirst({ where: { id, userId: buyer.id, confirmedAt: { not: null } } });
    if (!factor) throw new Refusal("not_found");
    await tx.factor.delete({ where: { id } });
    const left = await tx.factor.count({ where: { userId: buyer.id, confirmedAt: { not: null } } });
    if (left === 0) await tx.recoveryCode.deleteMany({ where: { userId: buyer.id } });
    await tellOfChange(app, tx, buyer, {
      change: "removed",
      name: factor.kind === "app" ? "" : factor.name,
      actorId: buyer.id,
    });
  });
}

/** Ten new recovery codes in place of those there are. Refuses with proof_needed, or not_found without a factor. */
export async function renewCodes(app: Uses<"db" | "env">, buyer: Buyer, token: string | null): Promise<string[]> {
  if (buyer.isAnonymous) throw new Refusal("not_allowed");
  return app.db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM "user" WHERE id = ${buyer.id}::uuid FOR UPDATE`;
    await expectRecent(tx, token);
    const has = await tx.factor.count({ where: { userId: buyer.id, confirmedAt: { not: null } } });
    if (has === 0) throw new Refusal("not_found");
    const codes = await renewRecoveryCodes(tx, buyer.id);
    await tellOfChange(app, tx, buyer, { change: "codesRenewed", name: "", actorId: buyer.id });
    return codes;
  });
}
