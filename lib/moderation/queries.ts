import type { Buyer, TalkOf } from "#lib/accounts/gate.ts";
import type { Uses } from "#lib/container.ts";
import { cursorRow, cutPage } from "#lib/list-page.ts";
import { Refusal } from "#lib/refusal.ts";
import { Prisma } from "#prisma/client/client.ts";
import {
  caseOutcome,
  type OwnTalk,
  reportReason,
  type SilencePage,
  type SilenceQuery,
  type SilenceView,
  silenceReason,
  type TermPage,
  type TermQuery,
  termKind,
  termLanguage,
} from "./schema.ts";

type Row = {
  id: string;
  showId: string | null;
  name: string;
  said: string;
  reason: string;
  hasNetwork: boolean;
  by: string;
  at: Date;
  until: Date | null;
  liftedAt: Date | null;
  liftedBy: string | null;
};

/** Those who were silenced in a show or everywhere, with what was lifted since; the newest first. */
export async function listSilences(
  { db }: Uses<"db">,
  { id: showId }: TalkOf<"show">,
  { after, limit }: SilenceQuery,
): Promise<SilencePage> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT ${columns} FROM ${tables} WHERE (c.show_id = ${showId}::uuid OR c.show_id IS NULL) ${following(after)}
    ORDER BY c.at DESC, c.id DESC LIMIT ${limit + 1}`;
  const { page, next } = cutPage(rows, limit);
  return { silences: page.map(viewSilence), next };
}

export async function readSilence({ db }: Uses<"db">, _talk: TalkOf<"show">, id: string): Promise<SilenceView> {
  const [row] = await db.$queryRaw<Row[]>`SELECT ${columns} FROM ${tables} WHERE c.id = ${id}::uuid`;
  if (!row) throw new Refusal("not_found");
  return viewSilence(row);
}

/** The word lists that hold in a show, its own and the shop's; the newest first. */
export async function listTerms(
  { db }: Uses<"db">,
  { id: showId }: TalkOf<"show">,
  { after, limit }: TermQuery,
): Promise<TermPage> {
  const rows = await db.$queryRaw<TermRow[]>`
    SELECT c.id, c.show_id AS "showId", c.term, c.kind, c.language, c.at FROM chat_term c
    WHERE (c.show_id = ${showId}::uuid OR c.show_id IS NULL) ${following(after)} ORDER BY c.at DESC, c.id DESC LIMIT ${limit + 1}`;
  const { page, next } = cutPage(rows, limit);
  const terms = page.map(({ id, term, kind, language, showId: own }) => ({
    ...{ id, term, kind: termKind.parse(kind), language: termLanguage.parse(language), everywhere: own === null },
  }));
  return { terms, next };
}

type TermRow = { id: string; showId: string | null; term: string; kind: string; language: string; at: Date };

const mostOwn = 50;

/** What somebody may know of their silences, their appeals and what became of their reports; the newest first. */
export async function readOwnTalk({ db }: Uses<"db">, { id: userId }: Buyer): Promise<OwnTalk> {
  const show = { select: { title: true } };
  const ownLatest = { where: { userId }, orderBy: { at: "desc" }, take: mostOwn } as const;
  const [silences, reports] = await Promise.all([
    db.chatSilence.findMany({ ...ownLatest, include: { show, appeals: true } }),
    db.chatReport.findMany({ ...ownLatest, include: { case: { include: { show, line: true } } } }),
  ]);
  return {
    silences: silences.map(({ id, show: there, reason, said, at, until, liftedAt, appeals: [appeal] }) => ({
      ...{ id, show: there?.title ?? null, reason: silenceReason.parse(reason), said, at: at.toISOString() },
      ...{ until: until?.toISOString() ?? null, lifted: liftedAt !== null },
      appeal: appeal ? { plea: appeal.plea ?? "", at: appeal.openedAt.toISOString(), ...answerOf(appeal) } : null,
    })),
    reports: reports.map(({ id, reason, at, case: one }) => ({
      ...{ id, show: one.show.title, body: one.line?.body ?? "", reason: reportReason.parse(reason) },
      ...{ at: at.toISOString(), dueAt: one.dueAt.toISOString(), ...answerOf(one) },
    })),
  };
}

function answerOf({ outcome, statement }: { outcome: string | null; statement: string | null }) {
  return { outcome: outcome === null ? null : caseOutcome.parse(outcome), statement: statement ?? "" };
}

/** What holds in a show: its own, and what holds everywhere. */
export function isOfShow(showId: string): Prisma.ChatSilenceWhereInput {
  return { OR: [{ showId }, { showId: null }] };
}

const columns = Prisma.sql`c.id, c.show_id AS "showId", c.name, c.said, c.reason, c.network IS NOT NULL AS "hasNetwork", b.name AS by,
  c.at, c.until, c.lifted_at AS "liftedAt", l.name AS "liftedBy"`;
const tables = Prisma.sql`chat_silence c JOIN "user" b ON b.id = c.by_id LEFT JOIN "user" l ON l.id = c.lifted_by_id`;

function viewSilence({ showId, hasNetwork, at, until, liftedAt, liftedBy, reason, ...row }: Row): SilenceView {
  return {
    ...{ id: row.id, name: row.name, said: row.said, by: row.by },
    reason: silenceReason.parse(reason),
    ...{ everywhere: showId === null, alsoNetwork: hasNetwork, at: at.toISOString() },
    until: until?.toISOString() ?? null,
    lifted: liftedAt && { at: liftedAt.toISOString(), by: liftedBy ?? "" },
  };
}

function following(after: string | undefined): Prisma.Sql {
  if (!after) return Prisma.empty;
  return Prisma.sql`AND (c.at, c.id) < ${cursorRow(after)}`;
}
