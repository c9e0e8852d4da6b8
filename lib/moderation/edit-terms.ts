import type { TalkOf } from "#lib/accounts/gate.ts";
import { may } from "#lib/accounts/rights.ts";
import type { Uses } from "#lib/container.ts";
import { Refusal } from "#lib/refusal.ts";
import { recordDeed } from "./acts.ts";
import { mostTerms, type TermInput, type TermView, termView } from "./schema.ts";

/**
 * Adds a term to a show's word list, or to the shop's: that is for those alone who keep the chat of every show. A term that stands there
 * changes its kind. Refuses with not_allowed or terms_full.
 */
export async function addTerm(
  { db, publish, terms }: Uses<"db" | "publish" | "terms">,
  talk: TalkOf<"show">,
  { term, kind, language, everywhere }: TermInput,
): Promise<TermView> {
  const { id, keeper } = talk;
  if (everywhere && !may(keeper, "moderateEveryShow")) throw new Refusal("not_allowed", { field: "everywhere" });
  const showId = everywhere ? null : id;
  const row = await db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`terms:${showId}`}, 0))`;
    const known = await tx.chatTerm.findFirst({ where: { showId, term } });
    const most = everywhere ? mostTerms.everywhere : mostTerms.show;
    if (!known && (await tx.chatTerm.count({ where: { showId } })) >= most) throw new Refusal("terms_full");
    const made = known
      ? await tx.chatTerm.update({ where: { id: known.id }, data: { kind, language } })
      : await tx.chatTerm.create({ data: { showId, term, kind, language } });
    const after = { term, kind, language, everywhere };
    await recordDeed(tx, talk, {
      ...{ kind: "term_added", subject: `term:${made.id}`, about: term, after },
      before: known && { showId, term, kind: known.kind, language: known.language },
    });
    return made;
  });
  // The others hear of it from the database.
  terms.forget();
  publish.talkMoved(showId);
  return termView.parse({ ...row, everywhere });
}

/** Refuses with not_found, and with not_allowed for a term of the shop's list. */
export async function removeTerm(
  { db, publish, terms }: Uses<"db" | "publish" | "terms">,
  talk: TalkOf<"show">,
  { termId }: { termId: string },
): Promise<void> {
  const { id: showId, keeper } = talk;
  const term = await db.$transaction(async (tx) => {
    const found = await tx.chatTerm.findFirst({ where: { id: termId, OR: [{ showId }, { showId: null }] } });
    if (!found) throw new Refusal("not_found");
    if (found.showId === null && !may(keeper, "moderateEveryShow")) throw new Refusal("not_allowed");
    await tx.chatTerm.delete({ where: { id: termId } });
    const { kind, language } = found;
    const before = { showId: found.showId, term: found.term, kind, language };
    const deed = { kind: "term_removed", subject: `term:${termId}`, about: found.term };
    await recordDeed(tx, talk, { ...deed, before, after: before });
    return found;
  });
  terms.forget();
  publish.talkMoved(term.showId);
}
