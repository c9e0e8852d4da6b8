import type { MoneyReader } from "#lib/accounts/gate.ts";
import type { Uses } from "#lib/container.ts";
import type { OrderRecord } from "#lib/orders/schema.ts";
import { findPreorderOf } from "#lib/preorders/queries.ts";
import { Refusal } from "#lib/refusal.ts";

/** Everything known of one order, for an reader. Refuses with not_found. */
export async function readOrder(app: Uses<"db">, reader: MoneyReader, id: string): Promise<OrderRecord> {
  const order = await findPreorderOf(app, reader, id);
  if (!order) throw new Refusal("not_found");
  const [facts, payments, ledger, audit, flags] = await Promise.all([
    readFacts(app, id),
    readPayments(app, id),
    readLedger(app, id),
    readAudit(app, id),
    readFlags(app, id),
  ]);
  const actors = new Map(facts.events.map(({ at, kind, actor }) => [`${at.toISOString()} ${kind}`, actor]));
  return {
    order,
    buyer: facts.buyer,
    drop: facts.drop,
    history: order.history.map((happened) => ({
      ...happened,
      actor: actors.get(`${happened.at} ${storedKind(happened.kind)}`) ?? null,
    })),
    payments,
    ledger,
    audit,
    flags,
  };
}

const storedKind = (kind: string) => ({ UNLOCKED: "RESERVED", CONVERTED: "CANCELLED" })[kind] ?? kind;

async function readFacts(app: Uses<"db">, id: string) {
  const { db } = app;
  const { user, drop, events } = await db.preorder.findUniqueOrThrow({
    where: { id },
    select: {
      user: {
        select: { id: true, name: true, email: true, isAnonymous: true, _count: { select: { preorders: true } } },
      },
      drop: { select: { id: true, title: true } },
      events: true,
    },
  });
  const names = await namesOf(
    app,
    events.map(({ actorId }) => actorId),
  );
  return {
    drop,
    events: events.map(({ at, kind, actorId }) => ({ at, kind, actor: names.get(actorId ?? "") ?? null })),
    buyer: {
      id: user.id,
      name: user.name,
      email: user.isAnonymous ? null : user.email,
      isGuest: user.isAnonymous,
      orders: user._count.preorders,
    },
  };
}

async function namesOf({ db }: Uses<"db">, ids: (string | null)[]): Promise<Map<string, string>> {
  const users = await db.user.findMany({
    where: { id: { in: [...new Set(ids.filter((id) => id !== null))] } },
    select: { id: true, name: true },
  });
  return new Map(users.map(({ id, name }) => [id, name]));
}

async function readPayments({ db }: Uses<"db">, id: string): Promise<OrderRecord["payments"]> {
  const rows = await db.payment.findMany({
    where: { preorderId: id },
    include: { source: { select: { preorderId: true } } },
    orderBy: [{ createdAt: "asc" }, { attempt: "asc" }],
  });
  return rows.map(
    ({ id: payment, kind, state, amountMinor, currency, rail, providerRef, failure, source, ...times }) => ({
      id: payment,
      kind,
      state,
      amountMinor: Number(amountMinor),
      currency,
      rail,
      reference: providerRef,
      failure,
      movedFrom: source?.preorderId ?? null,
      at: (times.settledAt ?? times.createdAt).toISOString(),
    }),
  );
}

/** The entries that name the order. They stand within seconds after its moments, so that no other part of the chain is read. */
async function readLedger({ db }: Uses<"db">, id: string): Promise<OrderRecord["ledger"]> {
  const rows = await db.$queryRaw<
    { seq: bigint; at: Date; kind: string; quantity: number; amount: bigint | null; orders: number; hash: string }[]
  >`
    WITH moments AS (
      SELECT placed_at AS at FROM preorder WHERE id = ${id}::uuid UNION SELECT state_changed_at FROM preorder WHERE id = ${id}::uuid
      UNION SELECT at FROM preorder_event WHERE preorder_id = ${id}::uuid UNION SELECT settled_at FROM payment WHERE preorder_id = ${id}::uuid)
    SELECT DISTINCT ON (l.seq) l.seq, l.at, l.kind, l.quantities[p.place] AS quantity, l.amounts_minor[p.place] AS amount,
      cardinality(l.preorder_ids) AS orders, encode(l.hash, 'hex') AS hash
    FROM preorder o CROSS JOIN moments m
    JOIN ledger_entry l ON l.edition_id = o.edition_id AND l.at BETWEEN m.at - interval '1 second' AND m.at + interval '10 seconds'
    CROSS JOIN LATERAL (SELECT array_position(l.preorder_ids, o.id) AS place) p
    WHERE o.id = ${id}::uuid AND p.place IS NOT NULL ORDER BY l.seq`;
  return rows.map(({ seq, at, amount, ...row }) => ({
    ...row,
    seq: Number(seq),
    at: at.toISOString(),
    amountMinor: amount === null ? null : Number(amount),
  }));
}

async function readAudit(app: Uses<"db">, id: string): Promise<OrderRecord["audit"]> {
  const rows = await app.db.auditLog.findMany({ where: { subject: `preorder:${id}` }, orderBy: { id: "asc" } });
  const names = await namesOf(
    app,
    rows.map(({ actorId }) => actorId),
  );
  return rows.map(({ id: number, at, actorId, action, before, after }) => ({
    id: Number(number),
    at: at.toISOString(),
    actor: names.get(actorId ?? "") ?? null,
    action,
    before,
    after,
  }));
}

async function readFlags({ db }: Uses<"db">, id: string): Promise<OrderRecord["flags"]> {
  const rows = await db.$queryRaw<
    {
      rule: OrderRecord["flags"][number]["rule"];
      accounts: number;
      orders: string[];
      at: Date;
      clearedAt: Date | null;
    }[]
  >`
    SELECT f.rule, f.accounts, f.at, f.cleared_at AS "clearedAt", (SELECT array_agg(g.preorder_id::text ORDER BY g.preorder_id) FROM preorder_flag g
      WHERE g.rule = f.rule AND g.cluster = f.cluster AND g.preorder_id <> f.preorder_id) AS orders
    FROM preorder_flag f WHERE f.preorder_id = ${id}::uuid ORDER BY f.rule`;
  return rows.map(({ at, clearedAt, orders, ...row }) => ({
    ...row,
    orders: orders ?? [],
    at: at.toISOString(),
    clearedAt: clearedAt?.toISOString() ?? null,
  }));
}
