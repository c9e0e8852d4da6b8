import type { DeskOf } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import { notify } from "#lib/notices/notify.ts";
import type { AnswerInput } from "#lib/questions/schema.ts";
import { readOnAir, writeAsked } from "#lib/questions/take-on-air.ts";
import { Refusal } from "#lib/refusal.ts";
import { streamMomentOf } from "#lib/shows/stream-moment.ts";
import type { Prisma } from "#prisma/client/client.ts";

type AnswerUses = Uses<"channels" | "db" | "env" | "publish" | "questions">;
type Tx = Prisma.TransactionClient;
type Told = { id: string; productId: string | null; atMs: number | null };

/** Whoever asked, the merged ones too; more are not told. */
const mostTold = 1000;

/**
 * Answers a question: while the show is on air by voice, in writing, or both; before and after it in writing. On the picture it was
 * answered from the moment at which it came on air. Everybody who asked it is told. Answered again, the new words take the place of the
 * old ones. Refuses with not_found, product_not_in_show, or invalid_body for `answer` where nothing was said.
 */
export async function answerQuestion(
  app: AnswerUses,
  show: DeskOf<"show">,
  questionId: string,
  { answer, productId, moment }: AnswerInput,
): Promise<void> {
  const { db, publish, questions } = app;
  const now = streamMomentOf(app, show.id, moment);
  const onAir = await readOnAir(app, show.id);
  const isOn = onAir?.id === questionId;
  const told = await db.$transaction(async (tx) => {
    const found = await lockOpen(tx, show.id, questionId);
    const atMs = found.answeredAtMs ?? (found.isLive ? (isOn ? onAir.atMs : now) : null);
    if (atMs === null && answer === "") throw new Refusal("invalid_body", { field: "answer" });
    if (productId) await expectListed(tx, show.id, productId);
    const place = productId === undefined ? found.productId : productId;
    await tx.$executeRaw`UPDATE question SET state = 'ANSWERED', answer = ${answer}, answered_at = coalesce(answered_at, now()),
      answered_at_ms = ${atMs}::bigint, answered_by_id = ${show.hand.id}::uuid, product_id = ${place}::uuid, changed_at = clock_timestamp()
      WHERE id = ${questionId}::uuid`;
    const after = { question: questionId, answer, atMs };
    await recordAct(tx, { actorId: show.hand.id, action: "question.answered", subject: `show:${show.id}`, after });
    return found.isAnswered ? [] : tellAskers(tx, app, { id: questionId, productId: place, atMs });
  });
  if (isOn) await writeAsked(app, show.id, { questionId: null, atMs: Math.max(now, onAir.atMs) });
  for (const { userId, ...answered } of told) publish.questionAnswered(userId, answered);
  questions.changed(show.id);
}

async function lockOpen(tx: Tx, showId: string, questionId: string) {
  const [row] = await tx.$queryRaw<
    { productId: string | null; answeredAtMs: bigint | null; isLive: boolean; isAnswered: boolean }[]
  >`SELECT q.product_id::text AS "productId", q.answered_at_ms AS "answeredAtMs", s.status = 'LIVE' AS "isLive",
      q.state = 'ANSWERED' AS "isAnswered"
    FROM question q JOIN show s ON s.id = q.show_id
    WHERE q.id = ${questionId}::uuid AND q.show_id = ${showId}::uuid AND q.state NOT IN ('HELD', 'REMOVED') AND q.merged_into IS NULL FOR UPDATE OF q`;
  if (!row) throw new Refusal("not_found");
  return { ...row, answeredAtMs: row.answeredAtMs === null ? null : Number(row.answeredAtMs) };
}

async function expectListed(tx: Tx, showId: string, productId: string): Promise<void> {
  const listed = await tx.showProduct.findUnique({ where: { showId_productId: { showId, productId } } });
  if (!listed) throw new Refusal("product_not_in_show", { field: "productId" });
}

/** Mails to whoever wished for one and has a proven address; answers with all who are told on their screens. */
async function tellAskers(tx: Tx, { env }: Uses<"env">, { id, atMs }: Told) {
  const rows = await tx.$queryRaw<Asker[]>`
    SELECT DISTINCT ON (u.id) u.id::text AS "userId", q.id::text AS id, q.show_id::text AS "showId", q.body, h.answer,
      q.wants_mail AND u.email_verified AND NOT u.is_anonymous AS mails, s.slug,
      coalesce(nullif(s.texts -> u.locale ->> 'title', ''), s.title) AS title,
      extract(epoch FROM coalesce(r.started_at, s.went_live_at)) * 1000 AS "startedMs"
    FROM question q JOIN question h ON h.id = ${id}::uuid JOIN "user" u ON u.id = q.user_id AND u.erased_at IS NULL
    JOIN show s ON s.id = q.show_id LEFT JOIN recording r ON r.show_id = s.id
    WHERE q.id = ${id}::uuid OR q.merged_into = ${id}::uuid ORDER BY u.id, q.wants_mail DESC, q.at LIMIT ${mostTold}`;
  await notify(
    tx,
    rows
      .filter(({ mails }) => mails)
      .map((row) => ({
        kind: "questionAnswered" as const,
        occasion: `${id}:${row.userId}`,
        to: { userId: row.userId },
        facts: {
          ...{ title: row.title, question: row.body, answer: row.answer },
          seconds:
            atMs === null || row.startedMs === null
              ? null
              : Math.max(0, Math.round((atMs - Number(row.startedMs)) / 1000)),
          link: `${env.PUBLIC_URL}/shows/${row.slug}${atMs === null ? "" : `#at-${atMs}`}`,
        },
      })),
  );
  return rows.map(({ userId, showId, body, ...row }) => ({ userId, id: row.id, showId, body, atMs }));
}

type Asker = {
  userId: string;
  id: string;
  showId: string;
  body: string;
  answer: string;
  mails: boolean;
  slug: string;
  title: string;
  startedMs: unknown;
};
