import type { Database } from "#lib/db.ts";
import { editionName } from "#lib/variants/queries.ts";
import { Prisma } from "#prisma/client/client.ts";

export type Row = Record<string, unknown>;

/** One file of an export: rows that are the person's own, each with a `key` that orders them. */
type Part = { name: string; rows: (userId: string) => Prisma.Sql };

const { sql } = Prisma;

/** Everything the shop keeps about a person. What opens an account or an order stays out: nobody can be tricked into passing it on. */
export const parts: Part[] = [
  {
    name: "account",
    rows: (
      id,
    ) => sql`SELECT id::text AS key, name, coalesce(claimed_email, email) AS email, email_verified, role::text, locale, time_zone,
      created_at FROM "user" WHERE id = ${id}::uuid`,
  },
  {
    name: "sessions",
    rows: (id) => sql`SELECT id::text AS key, created_at, updated_at, expires_at, ip_address, user_agent FROM session
      WHERE user_id = ${id}::uuid`,
  },
  {
    name: "second-factors",
    rows: (id) => sql`SELECT id::text AS key, kind, name, created_at, confirmed_at, used_at FROM factor
      WHERE user_id = ${id}::uuid`,
  },
  {
    name: "addresses",
    rows: (
      id,
    ) => sql`SELECT id::text AS key, name, phone, company, street, district, locality, region, postcode, country, used_at
      FROM saved_address WHERE user_id = ${id}::uuid`,
  },
  {
    name: "orders",
    rows: (
      id,
    ) => sql`SELECT o.id::text AS key, o.state::text, o.placed_at, p.name AS product, ${editionName("e")} AS edition, e.sku, o.quantity, o.currency,
      o.unit_minor, o.deposit_minor, o.total_minor, o.shipping_minor, o.country, o.tax_minor, o.paid_minor, o.contact, c.name AS city, o.window_start, o.window_end,
      o.refundable_until, o.locked_at FROM preorder o JOIN edition e ON e.id = o.edition_id JOIN product p ON p.id = e.product_id
      LEFT JOIN delivery_city c ON c.id = o.city_id WHERE o.user_id = ${id}::uuid`,
  },
  {
    name: "order-addresses",
    rows: (
      id,
    ) => sql`SELECT a.preorder_id::text AS key, a.name, a.phone, a.company, a.street, a.district, a.locality, a.region, a.postcode, a.country,
      a.changed_at FROM order_address a JOIN preorder o ON o.id = a.preorder_id WHERE o.user_id = ${id}::uuid`,
  },
  {
    name: "parcels",
    rows: (
      id,
    ) => sql`SELECT p.id::text AS key, p.preorder_id::text AS order, p.carrier, p.tracking, p.sent_at, p.returned_at, p.returned_why
      FROM parcel p JOIN preorder o ON o.id = p.preorder_id WHERE o.user_id = ${id}::uuid`,
  },
  {
    name: "order-events",
    rows: (
      id,
    ) => sql`SELECT lpad(v.id::text, 20, '0') AS key, v.preorder_id AS order, v.at, v.kind, v.from_state::text, v.by, v.reason
      FROM preorder_event v JOIN preorder o ON o.id = v.preorder_id WHERE o.user_id = ${id}::uuid`,
  },
  {
    name: "promises",
    rows: (id) => sql`SELECT v.id::text AS key, v.preorder_id AS order, v.at, v.window_start, v.window_end, v.reason
      FROM promise_change v JOIN preorder o ON o.id = v.preorder_id WHERE o.user_id = ${id}::uuid`,
  },
  {
    name: "payments",
    rows: (
      id,
    ) => sql`SELECT v.id::text AS key, v.preorder_id AS order, v.kind::text, v.rail, v.provider_ref, v.amount_minor, v.currency,
      v.state::text, v.created_at, v.settled_at FROM payment v JOIN preorder o ON o.id = v.preorder_id WHERE o.user_id = ${id}::uuid`,
  },
  {
    name: "cards",
    rows: (id) =>
      sql`SELECT id::text AS key, rail, label, created_at, removed_at FROM payment_method WHERE user_id = ${id}::uuid`,
  },
  {
    name: "places-in-line",
    rows: (
      id,
    ) => sql`SELECT id::text AS key, edition_id AS edition, quantity, state::text, contact, joined_at, settled_at, preorder_id AS order
      FROM queue_entry WHERE user_id = ${id}::uuid`,
  },
  {
    name: "mails",
    rows: (
      id,
    ) => sql`SELECT id::text AS key, kind, address, locale, state::text, created_at, settled_at, preorder_id AS order
      FROM notice WHERE user_id = ${id}::uuid`,
  },
  {
    name: "name-in-chats",
    rows: (id) => sql`SELECT user_id::text AS key, name, asked_at, announces FROM talker WHERE user_id = ${id}::uuid`,
  },
  {
    name: "messages",
    rows: (id) => sql`SELECT m.id::text AS key, s.title AS show, m.name, m.body, m.at, m.deleted_at FROM chat_message m
      JOIN show s ON s.id = m.show_id WHERE m.user_id = ${id}::uuid`,
  },
  {
    name: "poll-answers",
    rows: (
      id,
    ) => sql`SELECT v.poll_id::text AS key, s.title AS show, p.title AS poll, p.choices[v.answer + 1] AS choice,
      CASE p.kind WHEN 'guess' THEN v.answer END AS guess_minor, p.currency, v.at FROM poll_vote v
      JOIN poll p ON p.id = v.poll_id JOIN show s ON s.id = p.show_id WHERE v.user_id = ${id}::uuid`,
  },
  {
    name: "silences",
    rows: (
      id,
    ) => sql`SELECT c.id::text AS key, s.title AS show, c.said, c.reason, c.at, c.until, c.lifted_at, a.plea AS objection,
      a.outcome AS answer, a.statement FROM chat_silence c LEFT JOIN show s ON s.id = c.show_id LEFT JOIN talk_case a ON a.silence_id = c.id
      WHERE c.user_id = ${id}::uuid`,
  },
  {
    name: "reports",
    rows: (
      id,
    ) => sql`SELECT r.id::text AS key, s.title AS show, r.reason, r.at, c.outcome AS answer, c.statement FROM chat_report r
      JOIN talk_case c ON c.id = r.case_id JOIN show s ON s.id = c.show_id WHERE r.user_id = ${id}::uuid`,
  },
  {
    name: "whispers",
    rows: (
      id,
    ) => sql`SELECT w.id::text AS key, s.title AS show, w.body, w.at FROM chat_whisper w JOIN show s ON s.id = w.show_id
      WHERE w.user_id = ${id}::uuid`,
  },
  {
    name: "questions",
    rows: (
      id,
    ) => sql`SELECT q.id::text AS key, s.title AS show, q.name, q.body, q.state::text, q.at, q.answer, q.answered_at, q.wants_mail
      FROM question q JOIN show s ON s.id = q.show_id WHERE q.user_id = ${id}::uuid`,
  },
  {
    name: "question-votes",
    rows: (
      id,
    ) => sql`SELECT v.question_id::text AS key, s.title AS show, v.at FROM question_vote v JOIN question q ON q.id = v.question_id
      JOIN show s ON s.id = q.show_id WHERE v.user_id = ${id}::uuid`,
  },
  {
    name: "letters",
    rows: (
      id,
    ) => sql`SELECT lpad(l.id::text, 20, '0') AS key, l.preorder_id AS order, l.from_shop, l.body, l.at FROM letter l
      JOIN preorder o ON o.id = l.preorder_id WHERE o.user_id = ${id}::uuid`,
  },
  {
    name: "giveaways",
    rows: (
      id,
    ) => sql`SELECT v.giveaway_id::text AS key, g.prize, v.at FROM giveaway_entry v JOIN giveaway g ON g.id = v.giveaway_id
      WHERE v.user_id = ${id}::uuid`,
  },
  {
    name: "acts",
    rows: (id) =>
      sql`SELECT lpad(id::text, 20, '0') AS key, at, action, subject, ip FROM audit_entry WHERE actor_id = ${id}::uuid`,
  },
];

const rowsAtOnce = 500;

/** The rows of one file, some hundreds at a time. */
export async function* readPart(db: Database, part: Part, userId: string): AsyncGenerator<Row[]> {
  let after = "";
  for (;;) {
    const rows = await db.$queryRaw<{ key: string; row: Row }[]>`
      SELECT x.key, to_jsonb(x) AS row FROM (${part.rows(userId)}) x WHERE x.key > ${after} ORDER BY x.key LIMIT ${rowsAtOnce}`;
    if (rows.length > 0) yield rows.map(({ row }) => row);
    const last = rows.at(-1);
    if (!last || rows.length < rowsAtOnce) return;
    after = last.key;
  }
}
