import type { TalkOf } from "#lib/accounts/gate.ts";
import type { Uses } from "#lib/container.ts";
import type { TalkDesk } from "./schema.ts";
import { chatFilter, holdRule, reportReason, silenceReason } from "./schema.ts";
import { readShopFilter } from "./talk-rules.ts";
import { mayUndo } from "./undo-act.ts";

const most = { held: 100, whispers: 40, cases: 50, acts: 30 };

/** All that a moderator's page shows beside the talk itself, as it stands: pages read it again whenever they are told that it moved. */
export async function readDesk(app: Uses<"db">, { id: showId }: TalkOf<"show">): Promise<TalkDesk> {
  const { db } = app;
  const [show, shopFilter, held, whispers, cases, acts, counts, waiting] = await Promise.all([
    db.show.findUniqueOrThrow({ where: { id: showId } }),
    readShopFilter(db),
    readHeld(app, showId),
    db.chatWhisper.findMany({ where: { showId }, orderBy: { at: "desc" }, take: most.whispers }),
    readCases(app, showId),
    readActs(app, showId),
    readCounts(app, showId),
    readWaiting(app, showId),
  ]);
  return {
    ...{ held, cases, acts, counts, waiting },
    whispers: whispers.reverse().map(({ id, name, body, at }) => ({ id, name, body, at: at.toISOString() })),
    delaySeconds: show.chatDelaySeconds,
    filter: show.chatFilter === null ? shopFilter : chatFilter.parse(show.chatFilter),
    ownFilter: show.chatFilter !== null,
    shield: viewShield(show.chatShield),
    seen: acts[0]?.id ?? 0,
  };
}

function viewShield(shield: unknown): TalkDesk["shield"] {
  if (typeof shield !== "object" || shield === null || !("by" in shield && "at" in shield)) return null;
  return { by: String(shield.by), at: String(shield.at) };
}

async function readHeld({ db }: Uses<"db">, showId: string): Promise<TalkDesk["held"]> {
  const rows = await db.chatHold.findMany({
    where: { showId, state: "waiting", line: { body: { not: "" } } },
    ...{ orderBy: { at: "asc" }, take: most.held, include: { line: true } },
  });
  return rows.map(({ lineId, line: { name, body }, rule, part, at, opensAt }) => ({
    ...{ id: lineId, name, body, part, rule: holdRule.parse(rule) },
    ...{ at: at.toISOString(), opensAt: opensAt?.toISOString() ?? null },
  }));
}

/** What most have reported first, then what waits longest; an appeal has no report. */
async function readCases({ db }: Uses<"db">, showId: string): Promise<TalkDesk["cases"]> {
  const rows = await db.talkCase.findMany({
    where: { showId, closedAt: null },
    orderBy: [{ reports: { _count: "desc" } }, { openedAt: "asc" }],
    take: most.cases,
    include: { line: true, silence: true, reports: { select: { reason: true }, take: 100 }, _count: true },
  });
  return rows.map(({ line, silence, reports, ...row }) => ({
    ...{
      id: row.id,
      kind: line ? ("report" as const) : ("appeal" as const),
      plea: row.plea,
      reports: row._count.reports,
    },
    line: line && { id: line.id, name: line.name, body: line.body, removed: line.deletedAt !== null },
    silence: silence && {
      ...{ id: silence.id, name: silence.name, said: silence.said, reason: silenceReason.parse(silence.reason) },
      until: silence.until?.toISOString() ?? null,
    },
    reasons: [...new Set(reports.map(({ reason }) => reportReason.parse(reason)))],
    ...{ openedAt: row.openedAt.toISOString(), dueAt: row.dueAt.toISOString() },
  }));
}

async function readActs({ db }: Uses<"db">, showId: string): Promise<TalkDesk["acts"]> {
  const rows = await db.talkAct.findMany({
    ...{ where: { showId }, orderBy: { id: "desc" }, take: most.acts },
    include: { by: { select: { name: true } } },
  });
  const newest = new Set<string>();
  return rows.map(({ id, kind, subject, after, by, at, undoneAt, undoneBy }) => {
    const isNewest = !newest.has(subject);
    newest.add(subject);
    return {
      ...{ id: Number(id), kind, by: by.name, at: at.toISOString(), about: aboutOf(after) },
      undone: undoneAt && { by: undoneBy ?? "", at: undoneAt.toISOString() },
      mayUndo: isNewest && !undoneAt && mayUndo(kind),
    };
  });
}

function aboutOf(after: unknown): string {
  return typeof after === "object" && after && "about" in after ? String(after.about) : "";
}

/** Of the last seven days. */
async function readCounts({ db }: Uses<"db">, showId: string): Promise<TalkDesk["counts"]> {
  const rows = await db.$queryRaw<{ day: string; rule: string; outcome: string; count: number }[]>`
    SELECT day::text, rule, outcome, count FROM chat_count WHERE show_id = ${showId}::uuid AND day > current_date - 7
    ORDER BY day DESC, rule, outcome`;
  return rows.map(({ rule, ...row }) => ({ ...row, rule: holdRule.parse(rule) }));
}

async function readWaiting({ db }: Uses<"db">, showId: string): Promise<TalkDesk["waiting"]> {
  const [held, cases] = await Promise.all([
    db.chatHold.count({ where: { showId, state: "waiting", opensAt: null } }),
    db.talkCase.count({ where: { showId, closedAt: null } }),
  ]);
  return { held, cases };
}
