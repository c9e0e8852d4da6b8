import type { Buyer, DeskOf, TalkOf } from "#lib/accounts/gate.ts";
import type { Uses } from "#lib/container.ts";
import { cursorRow, cutPage } from "#lib/list-page.ts";
import { alike, marksOf } from "#lib/questions/likeness.ts";
import { type QuestionRow, questionColumns, readPage } from "#lib/questions/list-questions.ts";
import type {
  ClaimPage,
  ClaimQuery,
  DeskPage,
  DeskQuery,
  OwnQuestions,
  ProductQuestion,
  QuestionFigures,
  QuestionView,
} from "#lib/questions/schema.ts";
import { viewClaim, viewQuestion } from "#lib/questions/view.ts";
import { wordsOf } from "#lib/questions/words-of.ts";
import { type Claim, Prisma } from "#prisma/client/client.ts";

/** So many of a show share words with a new question at most, that it is held against them. */
const mostCompared = 60;
const mostOwn = 200;
const mostMerged = 20;

type Asked = { body: string; productId: string | null };

/** The questions of a show that are alike, the most alike first; those that were answered too, when that is asked for. */
export async function findAlike(
  db: Pick<Uses<"db">["db"], "$queryRaw">,
  showId: string,
  asked: Asked,
  { withAnswered }: { withAnswered: boolean },
): Promise<{ question: QuestionRow; score: number }[]> {
  const marks = marksOf(showId, wordsOf(asked.body));
  if (marks.length === 0) return [];
  const states = withAnswered ? ["OPEN", "ASIDE", "ANSWERED"] : ["OPEN", "ASIDE"];
  const rows = await db.$queryRaw<QuestionRow[]>`
    SELECT ${questionColumns} FROM question
    WHERE marks && ${marks}::int[] AND merged_into IS NULL AND show_id = ${showId}::uuid AND state::text = ANY (${states})
    ORDER BY cardinality(ARRAY(SELECT unnest(marks) INTERSECT SELECT unnest(${marks}::int[]))) DESC, votes DESC, id LIMIT ${mostCompared}`;
  return alike(asked, rows);
}

/** What somebody asked and voted for in one show. */
export async function readOwn({ db }: Uses<"db">, { id: userId }: Buyer, showId: string): Promise<OwnQuestions> {
  const [asked, votes] = await Promise.all([
    db.question.findMany({
      where: { showId, userId },
      orderBy: { at: "desc" },
      take: mostOwn,
      include: { head: true },
    }),
    db.$queryRaw<{ id: string }[]>`
      SELECT DISTINCT coalesce(q.merged_into, q.id)::text AS id FROM question_vote v JOIN question q ON q.id = v.question_id
      WHERE v.user_id = ${userId}::uuid AND q.show_id = ${showId}::uuid LIMIT ${mostOwn}`,
  ]);
  return {
    asked: asked.map(({ head, ...own }) => {
      const { votes, answer, answeredAt, answeredAtMs } = head ?? own;
      return { ...viewQuestion({ ...own, votes, answer, answeredAt, answeredAtMs }), mergedInto: own.mergedInto };
    }),
    voted: votes.map(({ id }) => id),
  };
}

const deskStates = { open: "OPEN", held: "HELD", aside: "ASIDE", answered: "ANSWERED", removed: "REMOVED" } as const;

/** The questions of a show at its desk, with what was merged into each. */
export async function listForDesk(
  { db }: Uses<"db">,
  { id: showId }: TalkOf<"show">,
  { of, order, after, limit }: DeskQuery,
): Promise<DeskPage> {
  const which = Prisma.sql`state = ${deskStates[of]}::"QuestionState"`;
  const { page, next } = await readPage(db, { showId, which, order, after, limit });
  const merged = await readMerged(db, page);
  const questions = page.map((row) => ({
    ...viewQuestion(row),
    state: row.state,
    merged: merged.filter(({ into }) => into === row.id).map(({ id, body, name }) => ({ id, body, name })),
  }));
  return { questions, next };
}

function readMerged(db: Uses<"db">["db"], heads: QuestionRow[]) {
  const ids = heads.map(({ id }) => id);
  return db.$queryRaw<{ id: string; body: string; name: string; into: string }[]>`
    SELECT q.id::text, q.body, q.name, q.merged_into::text AS into FROM unnest(${ids}::uuid[]) h(id) CROSS JOIN LATERAL (
      SELECT * FROM question WHERE merged_into = h.id ORDER BY at LIMIT ${mostMerged}) q`;
}

/** What a show's questions came to. */
export async function readFigures({ db }: Uses<"db">, { id: showId }: DeskOf<"show">): Promise<QuestionFigures> {
  const [row] = await db.$queryRaw<QuestionFigures[]>`
    SELECT count(*)::int AS asked, count(merged_into)::int AS merged,
      count(*) FILTER (WHERE state = 'ANSWERED' AND merged_into IS NULL)::int AS answered,
      count(*) FILTER (WHERE state IN ('OPEN', 'ASIDE') AND merged_into IS NULL)::int AS open,
      percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM answered_at - at))::float8 AS "medianSeconds"
    FROM question WHERE show_id = ${showId}::uuid AND state NOT IN ('HELD', 'REMOVED')`;
  return row ?? { asked: 0, merged: 0, answered: 0, open: 0, medianSeconds: null };
}

/** What was answered on the picture of a show, in its order: the chapters of its replay. At most 500. */
export async function listChapters({ db }: Uses<"db">, showId: string): Promise<QuestionView[]> {
  const where = { showId, mergedInto: null, state: "ANSWERED", answeredAtMs: { not: null } } as const;
  const rows = await db.question.findMany({ where, orderBy: { answeredAt: "asc" }, take: 500 });
  return rows.map(viewQuestion);
}

/** The answered questions that belong to a product, the newest answer first, from every show that everybody may see. */
export async function listForProduct(
  { db }: Uses<"db">,
  productId: string,
  { after, limit }: { after?: string; limit: number },
): Promise<{ questions: ProductQuestion[]; next: string | null }> {
  const rows = await db.$queryRaw<(QuestionRow & { slug: string; title: string; startedAt: Date | null })[]>`
    SELECT q.*, s.slug, s.title, CASE WHEN r.state = 'READY' THEN r.started_at END AS "startedAt"
    FROM (SELECT ${questionColumns} FROM question WHERE product_id = ${productId}::uuid AND state = 'ANSWERED' AND merged_into IS NULL
        ${after ? Prisma.sql`AND (answered_at, id) < ${cursorRow(after)}` : Prisma.empty}
      ORDER BY answered_at DESC, id DESC LIMIT ${limit + 1}) q
    JOIN show s ON s.id = q."showId" LEFT JOIN recording r ON r.show_id = s.id
    ORDER BY q."answeredAt" DESC, q.id DESC`;
  const { page, next } = cutPage(
    rows.map((row) => ({ ...row, askedAt: row.at, at: row.answeredAt ?? row.at })),
    limit,
  );
  return {
    questions: page.map(({ askedAt, slug, title, startedAt, ...row }) => ({
      ...viewQuestion({ ...row, at: askedAt }),
      show: { slug, title, startedMs: startedAt?.getTime() ?? null },
    })),
    next,
  };
}

/** The addresses of products that have answered questions, for search engines; at most 8,000. */
export async function listAddressesWithAnswers({ db }: Uses<"db">): Promise<string[]> {
  const rows = await db.product.findMany({
    where: { archivedAt: null, questions: { some: { state: "ANSWERED", mergedInto: null } } },
    ...{ select: { slug: true }, orderBy: { createdAt: "desc" }, take: 8000 },
  });
  return rows.map(({ slug }) => slug);
}

/** What is said of a show's products and what is true, the newest first. */
export async function listClaims({ db }: Uses<"db">, showId: string, { after, limit }: ClaimQuery): Promise<ClaimPage> {
  const rows = await db.$queryRaw<Claim[]>`
    SELECT id, show_id AS "showId", claim, truth, pinned_at AS "pinnedAt", withdrawn_at AS "withdrawnAt", at,
      changed_at AS "changedAt"
    FROM claim WHERE show_id = ${showId}::uuid AND withdrawn_at IS NULL ${after ? Prisma.sql`AND (at, id) < ${cursorRow(after)}` : Prisma.empty}
    ORDER BY at DESC, id DESC LIMIT ${limit + 1}`;
  const { page, next } = cutPage(rows, limit);
  return { claims: page.map(viewClaim), next };
}
