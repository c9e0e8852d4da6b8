import type { MoneyReader } from "#lib/accounts/gate.ts";
import type { BalanceDesk, CallableBalance, RiskyBalance } from "#lib/balances/schema.ts";
import type { Uses } from "#lib/container.ts";
import { balanceOwed } from "#lib/engine/sql.ts";
import { editionName } from "#lib/variants/queries.ts";

const most = 500;

type Risky = Omit<
  RiskyBalance,
  "owedMinor" | "paidMinor" | "depositMinor" | "nextTryAt" | "graceUntil" | "atRiskSince"
> & {
  owed: bigint;
  paid: bigint;
  deposit: bigint;
  nextTryAt: Date | null;
  graceUntil: Date | null;
  atRiskAt: Date;
};
type Total = { currency: string; orders: number; owed: bigint };
type Callable = Omit<CallableBalance, "owedMinor"> & { owed: bigint };

/** Balances at risk, those first whose place is kept the shortest, and those that wait for the seller's call. */
export async function readBalanceDesk({ db }: Uses<"db">, _reader: MoneyReader): Promise<BalanceDesk> {
  const [totals, risky, callable] = await db.$transaction([
    db.$queryRaw<Total[]>`
      SELECT o.currency, count(*)::int AS orders, sum(${balanceOwed("o.id")})::bigint AS owed FROM balance b JOIN preorder o ON o.id = b.preorder_id
      WHERE b.at_risk_at IS NOT NULL AND b.paid_at IS NULL AND o.state = 'LOCKED' GROUP BY o.currency ORDER BY o.currency`,
    db.$queryRaw<Risky[]>`
      SELECT o.id::text AS "orderId", CASE WHEN u.is_anonymous THEN o.contact ELSE u.name END AS buyer, o.contact, p.name || ' · ' || ${editionName("e")} AS edition,
        ${balanceOwed("o.id")} AS owed, o.paid_minor AS paid, least(o.deposit_minor, o.paid_minor) AS deposit, o.currency, coalesce(b.failure, '') AS failure, b.tries, b.next_try_at AS "nextTryAt",
        b.grace_until AS "graceUntil", b.at_risk_at AS "atRiskAt", m.label AS method, coalesce(b.grace_until <= now(), false) AS "canRelease"
      FROM balance b JOIN preorder o ON o.id = b.preorder_id JOIN edition e ON e.id = o.edition_id JOIN product p ON p.id = e.product_id
      JOIN "user" u ON u.id = o.user_id LEFT JOIN payment_method m ON m.id = o.method_id AND m.removed_at IS NULL
      WHERE b.at_risk_at IS NOT NULL AND b.paid_at IS NULL AND o.state = 'LOCKED'
      ORDER BY b.grace_until NULLS LAST, b.at_risk_at LIMIT ${most}`,
    db.$queryRaw<Callable[]>`
      SELECT e.id::text AS "editionId", p.name || ' · ' || ${editionName("e")} AS edition, count(*)::int AS orders, sum(${balanceOwed("o.id")})::bigint AS owed, o.currency,
        (array_agg(o.id::text ORDER BY o.placed_at))[1:${most}] AS ids
      FROM balance b JOIN preorder o ON o.id = b.preorder_id JOIN edition e ON e.id = o.edition_id JOIN product p ON p.id = e.product_id
      WHERE b.due_at IS NULL AND b.paid_at IS NULL AND o.state = 'LOCKED' GROUP BY e.id, p.name, o.currency ORDER BY p.name, e.name, o.currency`,
  ]);
  return {
    totals: totals.map(({ owed, ...row }) => ({ ...row, owedMinor: Number(owed) })),
    risky: risky.map(({ owed, paid, deposit, nextTryAt, graceUntil, atRiskAt, ...row }) => ({
      ...row,
      owedMinor: Number(owed),
      paidMinor: Number(paid),
      depositMinor: Number(deposit),
      nextTryAt: nextTryAt?.toISOString() ?? null,
      graceUntil: graceUntil?.toISOString() ?? null,
      atRiskSince: atRiskAt.toISOString(),
    })),
    callable: callable.map(({ owed, ...row }) => ({ ...row, owedMinor: Number(owed) })),
  };
}
