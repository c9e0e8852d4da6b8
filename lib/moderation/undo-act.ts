import { z } from "zod";
import type { TalkOf } from "#lib/accounts/gate.ts";
import { may } from "#lib/accounts/rights.ts";
import type { Uses } from "#lib/container.ts";
import { talkRules } from "#lib/live/contract.ts";
import { Refusal } from "#lib/refusal.ts";
import { expectUntouched, recordDeed, refuseDone, type Transaction } from "./acts.ts";
import { holdAgain } from "./hold-line.ts";
import { chatFilter, termKind, termLanguage } from "./schema.ts";
import { writeShopFilter } from "./set-filter.ts";
import { lowerShield, raiseShield } from "./set-shield.ts";
import { type KeptRules, publicRules, readRules, writeRules } from "./talk-rules.ts";
import { tellAuthors } from "./tell-author.ts";
import { tellStanding } from "./tell-standing.ts";

type App = Uses<"db" | "publish">;
type Undoing = { tx: Transaction; talk: TalkOf<"show">; id: string; before: unknown };
/** What the room is told once the undoing stands. */
type Told = { gone?: string[]; back?: string[]; waits?: string[]; rules?: KeptRules };

const keptRules = talkRules.extend({ delaySeconds: z.int(), filter: chatFilter.nullable() });
const termBefore = z.object({ showId: z.uuid().nullable(), term: z.string(), kind: termKind, language: termLanguage });
const silenceBefore = z.object({ silenceId: z.uuid(), lineIds: z.array(z.uuid()) });

/** By the kind of act; what is not here cannot be taken back, such as a mail that has left. */
const undoings: Record<string, (undoing: Undoing) => Promise<Told>> = {
  line_removed: async ({ tx, id }) => ({ back: await show(tx, [id]) }),
  line_restored: async ({ tx, id }) => ({ gone: await hide(tx, [id]) }),
  line_refused: async ({ tx, id }) => {
    await holdAgain(tx, id);
    return { waits: [id] };
  },
  async line_allowed({ tx, id }) {
    await holdAgain(tx, id);
    return { gone: await hide(tx, [id]) };
  },
  async silenced({ tx, talk, before }) {
    const { silenceId, lineIds } = silenceBefore.parse(before);
    await tx.chatSilence.updateMany({
      where: { id: silenceId, liftedAt: null },
      data: { liftedAt: new Date(), liftedById: talk.keeper.id },
    });
    return { back: await show(tx, lineIds) };
  },
  async silence_lifted({ tx, id }) {
    await tx.chatSilence.updateMany({ where: { id }, data: { liftedAt: null, liftedById: null } });
    return {};
  },
  rules_changed: restoreRules,
  filter_changed: restoreRules,
  async shop_filter_changed({ tx, talk, before }) {
    if (!may(talk.keeper, "moderateEveryShow")) throw new Refusal("not_allowed");
    await writeShopFilter(tx, chatFilter.parse(before));
    return {};
  },
  shield_raised: async ({ tx, talk }) => ({ rules: await lowerShield(tx, talk.id) }),
  shield_lowered: async ({ tx, talk }) => ({ rules: await raiseShield(tx, talk, await readRules(tx, talk.id)) }),
  async term_added({ tx, id, before }) {
    if (before === null) await tx.chatTerm.deleteMany({ where: { id } });
    else await tx.chatTerm.updateMany({ where: { id }, data: termBefore.parse(before) });
    return {};
  },
  async term_removed({ tx, id, before }) {
    await tx.chatTerm.createMany({ data: [{ id, ...termBefore.parse(before) }], skipDuplicates: true });
    return {};
  },
};

export function mayUndo(kind: string): boolean {
  return kind in undoings;
}

/** Takes an act back, once, while no other followed upon the same thing. Refuses with not_found, not_allowed or talk_acted. */
export async function undoAct({ db, publish }: App, talk: TalkOf<"show">, { actId }: { actId: number }): Promise<void> {
  const { id: showId } = talk;
  const told = await db.$transaction(async (tx) => {
    const act = await tx.talkAct.findUnique({ where: { id: actId } });
    const undo = act?.showId === showId ? undoings[act.kind] : undefined;
    if (!act || !undo) throw new Refusal("not_found");
    const { subject, before, kind } = act;
    await expectUntouched(tx, talk, { subject, seen: actId });
    const { count } = await tx.talkAct.updateMany({
      where: { id: actId, undoneAt: null },
      data: { undoneAt: new Date(), undoneBy: talk.keeper.name },
    });
    if (count === 0) await refuseDone(tx, talk, subject);
    const done = await undo({ tx, talk, id: subject.slice(subject.indexOf(":") + 1), before });
    await recordDeed(tx, talk, { kind: "undone", subject, about: kind, after: { act: actId, kind } });
    return done;
  });
  await tell({ db, publish }, showId, told);
}

async function tell(
  { db, publish }: App,
  showId: string,
  { gone = [], back = [], waits = [], rules }: Told,
): Promise<void> {
  if (gone.length > 0) publish.linesRemoved(showId, gone);
  const rows = await db.chatMessage.findMany({ where: { id: { in: back } }, orderBy: { at: "asc" } });
  // Whoever was silenced was told of that alone, not of each line that went with it.
  await tellStanding({ db, publish }, rows, { tellsAuthor: back.length === 1 });
  await tellAuthors({ db, publish }, [...gone, ...waits]);
  if (rules) publish.talkChanged(showId, publicRules(rules));
  // What held everywhere, such as a term of the shop, is undone everywhere.
  publish.talkMoved(null);
}

async function restoreRules({ tx, talk, before }: Undoing): Promise<Told> {
  const rules = keptRules.parse(before);
  await writeRules(tx, talk.id, rules);
  return { rules };
}

async function hide(tx: Transaction, ids: string[]): Promise<string[]> {
  await tx.chatMessage.updateMany({ where: { id: { in: ids }, deletedAt: null }, data: { deletedAt: new Date() } });
  return ids;
}

async function show(tx: Transaction, ids: string[]): Promise<string[]> {
  await tx.chatMessage.updateMany({ where: { id: { in: ids }, body: { not: "" } }, data: { deletedAt: null } });
  return ids;
}
