import type { Queryable } from "#lib/db.ts";
import type { FactsOf, NoticeKind } from "#lib/notices/kinds.ts";
import type { PreorderState } from "#prisma/client/client.ts";

/** What happened, by the kind of notice that tells it. */
export type Occurrence = { [Name in NoticeKind]: { kind: Name; facts: FactsOf<Name> } }[NoticeKind];

export type NewNotice = Occurrence & {
  /** Names what happened. Of one kind and one occasion there is one notice, however often it is given. */
  occasion: string;
  /** Without an address it goes to the account's own; a guest without one hears nothing. Without an account it is written for the reader given. */
  to: { userId: string; address?: string } | { userId?: string; address: string; locale?: string; timeZone?: string };
  preorderId?: string;
  /** Sent only while the order stands in this state, for what would else be wrong by then. */
  onlyWhile?: PreorderState;
  /** ISO time after which it is of no use to anybody. */
  usefulUntil?: string;
};

/**
 * Puts notices into the outbox, in the transaction that gives the reason for them: what is rolled back is told to nobody.
 * The language and time zone are the reader's at this moment. They leave within seconds, in the order they are given.
 */
export async function notify(tx: Queryable, notices: NewNotice[]): Promise<void> {
  if (notices.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO notice (key, kind, user_id, preorder_id, address, locale, time_zone, facts, only_while, useful_until, created_at)
    SELECT n.kind || ':' || n.occasion, n.kind, u.id, n."preorderId", coalesce(n."to" ->> 'address', u.email),
      coalesce(u.locale, n."to" ->> 'locale', 'en'), coalesce(u.time_zone, n."to" ->> 'timeZone', 'UTC'), n.facts, n."onlyWhile", n."usefulUntil",
      now() + n.place * interval '1 microsecond'
    FROM ROWS FROM (jsonb_to_recordset(${JSON.stringify(notices)}::jsonb) AS (kind text, occasion text, "to" jsonb, "preorderId" uuid,
      facts jsonb, "onlyWhile" "PreorderState", "usefulUntil" timestamptz))
      WITH ORDINALITY n(kind, occasion, "to", "preorderId", facts, "onlyWhile", "usefulUntil", place)
    LEFT JOIN "user" u ON u.id = (n."to" ->> 'userId')::uuid
    WHERE n."to" ? 'address' OR NOT u.is_anonymous
    ON CONFLICT (key) DO NOTHING`;
}
