import { randomUUID } from "node:crypto";
import { expectPassword } from "#lib/accounts/expect-password.ts";
import { type Buyer, requireBuyer } from "#lib/accounts/gate.ts";
import { type Asking, type Transaction, withCode } from "#lib/accounts/mailed-codes.ts";
import type { ErasureInput } from "#lib/accounts/schema.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import type { Database } from "#lib/db.ts";
import { maskOrders } from "#lib/engine/mask-orders.ts";
import type { TimedWork } from "#lib/jobs/timed-work.ts";
import { log } from "#lib/log.ts";
import { notify } from "#lib/notices/notify.ts";
import { forgetMethod } from "#lib/payments/forget-method.ts";
import type { MoneyUses } from "#lib/payments/money-uses.ts";
import { cancelPreorder } from "#lib/preorders/cancel-preorder.ts";
import { leaveQueue } from "#lib/queue/leave-queue.ts";
import { nullWhen, Refusal } from "#lib/refusal.ts";
import { maskLetters } from "#lib/threads/forget-letters.ts";

type ErasureUses = MoneyUses & Uses<"guesses">;

/**
 * Erases the account of whoever shows that it is theirs. From this moment nobody is signed in to it and its address is free; what is
 * held or waited for ends now, and paid orders keep the address until they are over. Refuses with not_allowed for staff, with
 * wrong_password, mailed_code_wrong or rate_limited.
 */
export async function eraseAccount(app: ErasureUses, buyer: Buyer, proof: ErasureInput, asking: Asking): Promise<void> {
  if (buyer.isAnonymous) throw new Refusal("not_allowed");
  const forget = (tx: Transaction) => forgetPerson(tx, buyer);
  if ("password" in proof) {
    await expectPassword(app, buyer, proof.password, asking);
    await app.db.$transaction(forget);
  } else await withCode(app, { ...proof, purpose: "erase", userId: buyer.id }, asking, forget);
  await goOn(app, buyer.id).catch((error: unknown) =>
    log.warn({ event: "erasure_unfinished", err: error }, "an erasure goes on later"),
  );
}

/** Whoever the account was: gone in one transaction, with every way in. Its orders stay under a name that says nothing. */
async function forgetPerson(tx: Transaction, { id, email, role }: Buyer): Promise<void> {
  if (role !== "viewer") throw new Refusal("not_allowed");
  const [user] = await tx.$queryRaw<{ locale: string; timeZone: string; erased: boolean }[]>`
    SELECT locale, time_zone AS "timeZone", erased_at IS NOT NULL AS erased FROM "user" WHERE id = ${id}::uuid FOR UPDATE`;
  if (!user || user.erased) return;
  const openOrders = await tx.preorder.count({ where: { userId: id, state: { in: ["RESERVED", "LOCKED", "READY"] } } });
  await tx.session.deleteMany({ where: { userId: id } });
  await tx.account.deleteMany({ where: { userId: id } });
  await tx.showRole.deleteMany({ where: { userId: id } });
  await tx.knownDevice.deleteMany({ where: { userId: id } });
  await tx.factor.deleteMany({ where: { userId: id } });
  await tx.recoveryCode.deleteMany({ where: { userId: id } });
  await tx.savedAddress.deleteMany({ where: { userId: id } });
  await tx.talker.deleteMany({ where: { userId: id } });
  // Whoever is using one up at this moment waits for this account, and finds it gone.
  await tx.$executeRaw`DELETE FROM mailed_code WHERE id IN (
    SELECT id FROM mailed_code WHERE user_id = ${id}::uuid OR address = ${email} FOR UPDATE SKIP LOCKED)`;
  await tx.$executeRaw`DELETE FROM verification WHERE value = ${id}`;
  await tx.$executeRaw`DELETE FROM notice WHERE user_id = ${id}::uuid AND preorder_id IS NULL`;
  await tx.$executeRaw`
    UPDATE "user" SET name = 'Erased account', email = ${`erased-${id}@erased.invalid`}, email_verified = false, claimed_email = NULL,
      is_anonymous = false, image = NULL, time_zone = 'UTC', erased_at = now() WHERE id = ${id}::uuid`;
  await tx.$executeRaw`INSERT INTO erasure (user_id) VALUES (${id}::uuid) ON CONFLICT DO NOTHING`;
  await recordAct(tx, { actorId: id, action: "account.erased", subject: `account:${id}`, after: { openOrders } });
  const { locale, timeZone } = user;
  await notify(tx, [
    { kind: "accountErased", occasion: id, to: { address: email, locale, timeZone }, facts: { openOrders } },
  ]);
}

/** Whatever is left to do for an erased account; done again it changes nothing. Comes back until no order has an address. */
async function goOn(app: ErasureUses, id: string): Promise<void> {
  const { db } = app;
  const user = await db.user.findUniqueOrThrow({ where: { id } });
  const { name, email, emailVerified, isAnonymous, role } = user;
  const person = requireBuyer({ id, name, email, role, isAnonymous, emailVerified });
  for (const order of await db.preorder.findMany({ where: { userId: id, state: "HELD" }, select: { id: true } }))
    await cancelPreorder(app, person, order.id).catch(nullWhen("not_cancellable"));
  for (const entry of await db.queueEntry.findMany({ where: { userId: id, state: "WAITING" }, select: { id: true } }))
    await leaveQueue(app, person, entry.id).catch(nullWhen("queue_served", "not_found"));
  for (const card of await db.paymentMethod.findMany({ where: { userId: id, removedAt: null } }))
    await forgetMethod(app, person, card.id);
  await db.$executeRaw`
    UPDATE chat_message SET name = '', body = '', key = NULL, print = NULL, deleted_at = coalesce(deleted_at, now()) WHERE user_id = ${id}::uuid AND body <> ''`;
  await db.$executeRaw`UPDATE chat_hold h SET part = '' FROM chat_message m WHERE m.id = h.line_id AND m.user_id = ${id}::uuid AND h.part <> ''`;
  await db.$executeRaw`DELETE FROM poll_vote WHERE user_id = ${id}::uuid`;
  await db.$executeRaw`DELETE FROM chat_whisper WHERE user_id = ${id}::uuid`;
  await db.$executeRaw`DELETE FROM chat_report WHERE user_id = ${id}::uuid`;
  await db.$executeRaw`UPDATE talk_case c SET plea = '' FROM chat_silence s WHERE s.id = c.silence_id AND s.user_id = ${id}::uuid AND c.plea <> ''`;
  await eraseQuestions(db, id);
  await db.$executeRaw`UPDATE chat_silence SET name = '', said = '' WHERE user_id = ${id}::uuid AND (name <> '' OR said <> '')`;
  await db.$executeRaw`UPDATE payment_method SET label = NULL, fingerprint = NULL WHERE user_id = ${id}::uuid`;
  const left = await maskOrders(db, id);
  await maskLetters(db, id);
  await db.$executeRaw`
    DELETE FROM notice n WHERE n.user_id = ${id}::uuid AND NOT EXISTS (
      SELECT FROM preorder o WHERE o.id = n.preorder_id AND o.contact = n.address)`;
  await db.$executeRaw`
    UPDATE erasure SET next_at = now() + interval '15 minutes', done_at = CASE WHEN ${left} = 0 THEN now() END WHERE user_id = ${id}::uuid`;
}

/** What was answered stays as the shop's answer, without who asked; the rest says nothing any more. A vote stays a number of nobody. */
async function eraseQuestions(db: Database, id: string): Promise<void> {
  await passHeadsOn(db, id);
  await db.$executeRaw`
    UPDATE question SET name = '', user_id = NULL, key = NULL, wants_mail = false, changed_at = now(),
      body = CASE WHEN coalesce(h.is_answered, state = 'ANSWERED') THEN body ELSE '' END,
      state = CASE WHEN state = 'ANSWERED' THEN state ELSE 'REMOVED' END
    FROM (SELECT q.id, h.state = 'ANSWERED' AS is_answered FROM question q LEFT JOIN question h ON h.id = q.merged_into
      WHERE q.user_id = ${id}::uuid) h
    WHERE question.id = h.id`;
  await db.$executeRaw`
    UPDATE question_vote v SET person = 'erased:' || md5(v.person || coalesce(q.merged_into, q.id)::text || ${randomUUID()})
    FROM question q WHERE q.id = v.question_id AND v.user_id = ${id}::uuid AND v.person NOT LIKE 'erased:%'`;
}

/** Where others asked the same, the first of them stands for it from now on, with everybody who wants it answered. */
async function passHeadsOn(db: Database, id: string): Promise<void> {
  const heads = await db.$queryRaw<{ old: string; next: string }[]>`
    SELECT q.id::text AS old, m.id::text AS next FROM question q CROSS JOIN LATERAL (
      SELECT id FROM question WHERE merged_into = q.id AND user_id IS DISTINCT FROM q.user_id ORDER BY at, id LIMIT 1) m
    WHERE q.user_id = ${id}::uuid AND q.state NOT IN ('ANSWERED', 'REMOVED')`;
  for (const { old, next } of heads)
    await db.$transaction([
      db.$executeRaw`INSERT INTO question_vote (question_id, person, user_id, at)
        SELECT ${next}::uuid, person, user_id, at FROM question_vote WHERE question_id = ${old}::uuid ON CONFLICT DO NOTHING`,
      db.$executeRaw`DELETE FROM question_vote WHERE question_id = ${old}::uuid`,
      db.$executeRaw`UPDATE question SET merged_into = CASE WHEN id = ${next}::uuid THEN NULL ELSE ${next}::uuid END
        WHERE id = ${old}::uuid OR merged_into = ${old}::uuid`,
      db.$executeRaw`UPDATE question h SET changed_at = clock_timestamp(), state = o.state, votes = o.votes FROM question o
        WHERE h.id = ${next}::uuid AND o.id = ${old}::uuid`,
    ]);
}

/** What is put off, by an order that is still to come or a rail that is away, is looked at again every quarter of an hour. */
export const erasures: TimedWork<ErasureUses> = {
  name: "erase-accounts",
  every: 5,
  due: "EXISTS (SELECT FROM erasure WHERE done_at IS NULL AND next_at <= now())",
  work: goOnWithAll,
};

async function goOnWithAll(app: ErasureUses): Promise<void> {
  const due = await app.db.$queryRaw<{ id: string }[]>`
    UPDATE erasure SET next_at = now() + interval '2 minutes' WHERE user_id IN (
      SELECT user_id FROM erasure WHERE done_at IS NULL AND next_at <= now() ORDER BY next_at LIMIT 20 FOR UPDATE SKIP LOCKED)
    RETURNING user_id AS id`;
  for (const { id } of due)
    await goOn(app, id).catch((error: unknown) =>
      log.warn({ event: "erasure_unfinished", err: error }, "an erasure goes on later"),
    );
}
