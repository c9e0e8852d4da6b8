import type { TalkOf } from "#lib/accounts/gate.ts";
import type { Uses } from "#lib/container.ts";
import { type NewNotice, notify } from "#lib/notices/notify.ts";
import { Refusal } from "#lib/refusal.ts";
import { expectUntouched, recordDeed, refuseDone, type Transaction } from "./acts.ts";
import { liftSilence } from "./lift-silence.ts";
import { removeLine } from "./remove-line.ts";
import type { CaseInput, CaseOutcome } from "./schema.ts";
import { silenceAuthor } from "./silence-author.ts";

type App = Uses<"db" | "env" | "publish" | "rooms">;
type Settling = CaseInput & { caseId: string };

const ofReports: readonly CaseOutcome[] = ["dismissed", "removed", "silenced"];
const ofAppeals: readonly CaseOutcome[] = ["kept", "lifted"];

/**
 * Answers a report or an appeal, and does what the answer says. Whoever reported or objected reads it on their page, and by mail where
 * their address is proven. Refuses with not_found, invalid_body, talk_acted, and with what the act itself refuses.
 */
export async function settleCase(app: App, talk: TalkOf<"show">, settling: Settling): Promise<void> {
  const subject = `case:${settling.caseId}`;
  const found = await app.db.talkCase.findUnique({ where: { id: settling.caseId } });
  if (found?.showId !== talk.id) throw new Refusal("not_found");
  const { lineId, silenceId } = found;
  const possible = lineId === null ? ofAppeals : ofReports;
  if (!possible.includes(settling.outcome)) throw new Refusal("invalid_body", { field: "outcome" });
  await app.db.$transaction(async (tx) => {
    await expectUntouched(tx, talk, { subject, seen: settling.seen });
    if (found.closedAt) await refuseDone(tx, talk, subject);
  });
  // The act first: done twice it is one, and a case that is closed without it would say what is not so.
  await act(app, talk, { ...settling, lineId, silenceId });
  await app.db.$transaction((tx) => close(tx, app, talk, settling));
  app.publish.talkMoved(talk.id);
}

async function act(
  app: App,
  talk: TalkOf<"show">,
  { outcome, reason, minutes, lineId, silenceId }: Settling & { lineId: string | null; silenceId: string | null },
): Promise<void> {
  if (outcome === "lifted" && silenceId) await liftSilence(app, talk, { silenceId });
  if (outcome === "removed" && lineId) await removeLine(app, talk, { lineId, removed: true });
  if (outcome === "silenced" && lineId) {
    const how = { everywhere: false, alsoNetwork: false, removeLines: true };
    await silenceAuthor(app, talk, { lineId, minutes, reason, ...how });
  }
}

async function close(tx: Transaction, app: App, talk: TalkOf<"show">, { caseId, outcome, statement }: Settling) {
  const subject = `case:${caseId}`;
  await expectUntouched(tx, talk, { subject, seen: undefined });
  const closed = await tx.$executeRaw`
    UPDATE talk_case SET closed_at = now(), outcome = ${outcome}, statement = ${statement} WHERE id = ${caseId}::uuid AND closed_at IS NULL`;
  if (closed === 0) return refuseDone(tx, talk, subject);
  const about = await readAbout(tx, caseId);
  const kind = about.lineId === null ? "appeal_answered" : "report_answered";
  const deed = { kind, subject, about: about.text };
  await recordDeed(tx, talk, { ...deed, after: { case: caseId, outcome, statement, text: about.text } });
  await notify(tx, await lettersOf(tx, app, { caseId, outcome, statement, about: about.text }));
}

async function readAbout(tx: Transaction, caseId: string): Promise<{ lineId: string | null; text: string }> {
  const { lineId, line, silence } = await tx.talkCase.findUniqueOrThrow({
    where: { id: caseId },
    include: { line: { select: { body: true } }, silence: { select: { said: true } } },
  });
  return { lineId, text: line?.body ?? silence?.said ?? "" };
}

type Answer = { caseId: string; outcome: CaseOutcome; statement: string; about: string };

/** To those alone who have proven that the address is theirs. */
async function lettersOf(
  tx: Transaction,
  { env }: App,
  { caseId, outcome, statement, about }: Answer,
): Promise<NewNotice[]> {
  const readers = await tx.$queryRaw<{ id: string; show: string }[]>`
    SELECT u.id::text, s.title AS show FROM talk_case c JOIN show s ON s.id = c.show_id
    JOIN "user" u ON u.id IN (SELECT user_id FROM chat_report WHERE case_id = c.id UNION SELECT user_id FROM chat_silence WHERE id = c.silence_id)
    WHERE c.id = ${caseId}::uuid AND u.email_verified AND NOT u.is_anonymous AND u.erased_at IS NULL`;
  const page = `${env.PUBLIC_URL}/account/talk`;
  return readers.map(({ id, show }) => ({
    ...{ kind: "talkAnswered", occasion: `${caseId}:${id}`, to: { userId: id } },
    facts: { show, about, outcome, statement, page },
  }));
}
