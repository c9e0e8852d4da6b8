import type { Database } from "#lib/db.ts";
import { cursorRow } from "#lib/list-page.ts";
import { readVersion } from "#lib/questions/read-live.ts";
import type { QuestionPage, QuestionQuery } from "#lib/questions/schema.ts";
import { viewQuestion } from "#lib/questions/view.ts";
import { Prisma, type Question } from "#prisma/client/client.ts";

/** A question as it is read; its marks are for the index alone. */
export type QuestionRow = Omit<Question, "marks">;

/** The list that everybody reads: what is open, most wanted first and then the oldest, or what was answered, the newest first. */
export async function listQuestions(
  db: Database,
  showId: string,
  { of, after, limit }: QuestionQuery,
): Promise<QuestionPage> {
  // Before the list: what changes meanwhile makes a greater one.
  const { version } = await readVersion(db, showId);
  const which = of === "open" ? Prisma.sql`state IN ('OPEN', 'ASIDE')` : Prisma.sql`state = 'ANSWERED'`;
  const order = of === "open" ? "wanted" : "answered";
  const { page, next } = await readPage(db, { showId, which, order, after, limit });
  return { questions: page.map(viewQuestion), next, version };
}

type Order = "wanted" | "newest" | "answered";
type Reading = { showId: string; which: Prisma.Sql; order: Order; after: string | undefined; limit: number };

/** A page of the questions of a show that stand for themselves. */
export async function readPage(
  db: Database,
  { showId, which, order, after, limit }: Reading,
): Promise<{ page: QuestionRow[]; next: string | null }> {
  const rows = await db.$queryRaw<QuestionRow[]>`
    SELECT ${questionColumns} FROM question WHERE show_id = ${showId}::uuid AND merged_into IS NULL AND ${which} ${following(order, after)}
    ORDER BY ${orders[order]} LIMIT ${limit + 1}`;
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { page, next: rows.length > limit && last ? cursorOf(order, last) : null };
}

const { sql } = Prisma;
export const questionColumns = sql`id, show_id AS "showId", product_id AS "productId", user_id AS "userId", name, role::text, body, key,
  wants_mail AS "wantsMail", state::text, votes, merged_into AS "mergedInto", at, changed_at AS "changedAt", answer,
  answered_at AS "answeredAt", answered_at_ms AS "answeredAtMs", answered_by_id AS "answeredById"`;

const orders: Record<Order, Prisma.Sql> = {
  wanted: sql`-votes, at, id`,
  newest: sql`at DESC, id DESC`,
  answered: sql`answered_at DESC, id DESC`,
};

function following(order: Order, after: string | undefined): Prisma.Sql {
  if (!after) return Prisma.empty;
  const parts = after.split(".");
  const row = cursorRow(parts.slice(-2).join("."));
  if (order === "newest") return sql`AND (at, id) < ${row}`;
  if (order === "answered") return sql`AND (answered_at, id) < ${row}`;
  const [time = "", id = ""] = parts.slice(-2);
  const votes = parts.length === 3 ? Number(parts[0]) : 0;
  return sql`AND (-votes, at, id) > (${-votes}::int, ${new Date(Number(time))}::timestamptz, ${id}::uuid)`;
}

function cursorOf(order: Order, { votes, at, answeredAt, id }: QuestionRow): string {
  if (order === "answered") return `${(answeredAt ?? at).getTime()}.${id}`;
  return `${order === "wanted" ? `${votes}.` : ""}${at.getTime()}.${id}`;
}
