import type { Operator } from "#lib/accounts/gate.ts";
import type { Actor } from "#lib/accounts/schema.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import type { Queryable } from "#lib/db.ts";
import type { Client } from "#lib/network/clients.ts";
import { notify } from "#lib/notices/notify.ts";
import { orderFactsOf } from "#lib/preorders/order-facts.ts";
import { findPreorderByKey, findPreorderOf } from "#lib/preorders/queries.ts";
import type { PreorderView } from "#lib/preorders/schema.ts";
import { Refusal } from "#lib/refusal.ts";
import type { LetterInput } from "#lib/threads/schema.ts";

type Writing = { actor: Actor | null; client: Client };

/**
 * A buyer writes to the shop about an order, with the session that has it or the link of its mails; from then on they wait for an answer.
 * Refuses with not_found or rate_limited.
 */
export async function writeLetter(
  app: Uses<"db" | "env" | "guesses" | "orderLinks" | "shop">,
  { actor, client }: Writing,
  orderId: string,
  { body, key }: LetterInput,
): Promise<void> {
  const { db, guesses } = app;
  if (!actor && key === undefined) throw new Refusal("not_signed_in");
  const isOwn = actor !== null && (await db.preorder.count({ where: { id: orderId, userId: actor.id } })) > 0;
  const order = isOwn ? await findPreorderOf(app, actor, orderId) : key && (await findPreorderByKey(app, orderId, key));
  if (!order) throw new Refusal("not_found");
  await guesses.take([
    ["letters", orderId],
    ["lettersByNetwork", client.network],
  ]);
  await db.$transaction(async (tx) => {
    const [thread] = await tx.$queryRaw<{ beginsToWait: boolean }[]>`
      INSERT INTO thread (preorder_id, last_at, waiting_since) VALUES (${orderId}::uuid, now(), now())
      ON CONFLICT (preorder_id) DO UPDATE SET last_at = now(), waiting_since = coalesce(thread.waiting_since, now())
      RETURNING waiting_since = now()::timestamptz(3) AS "beginsToWait"`;
    const letter = await tx.letter.create({
      data: { preorderId: orderId, fromShop: false, authorId: isOwn ? actor.id : null, body },
    });
    if (thread?.beginsToWait) await tellShop(app, tx, order, letter);
  });
}

/** The shop hears by mail that somebody waits, once until it has answered; without an address for buyers it looks at its desk. */
async function tellShop(
  app: Uses<"env" | "orderLinks" | "shop">,
  tx: Queryable,
  order: PreorderView,
  { id, body }: { id: bigint; body: string },
): Promise<void> {
  const { contactEmail, languages, timeZone } = await app.shop.read();
  if (contactEmail === "") return;
  const facts = {
    order: orderFactsOf(app, order),
    letter: body,
    desk: new URL("/ops/letters", app.env.PUBLIC_URL).href,
  };
  await notify(tx, [
    {
      ...{ kind: "letterWaits", occasion: String(id), preorderId: order.id, facts },
      to: { address: contactEmail, locale: languages[0] ?? "en", timeZone },
    },
  ]);
}

/** The shop answers: by mail to the order's contact, and on its page at once. Refuses with not_found. */
export async function answerLetter(
  app: Uses<"db" | "orderLinks" | "publish">,
  operator: Operator,
  orderId: string,
  body: string,
): Promise<void> {
  const order = await findPreorderOf(app, operator, orderId);
  if (!order) throw new Refusal("not_found");
  const userId = await app.db.$transaction(async (tx) => {
    const owner = await tx.preorder.findUniqueOrThrow({ where: { id: orderId }, select: { userId: true } });
    await tx.$executeRaw`
      INSERT INTO thread (preorder_id, last_at) VALUES (${orderId}::uuid, now())
      ON CONFLICT (preorder_id) DO UPDATE SET last_at = now(), waiting_since = NULL`;
    const letter = await tx.letter.create({
      data: { preorderId: orderId, fromShop: true, authorId: operator.id, body },
    });
    await notify(tx, [
      {
        ...{ kind: "answered", occasion: String(letter.id), preorderId: orderId },
        to: { userId: owner.userId, address: order.contact },
        facts: { order: orderFactsOf(app, order), answer: body },
      },
    ]);
    await recordAct(tx, { actorId: operator.id, action: "order.answered", subject: `preorder:${orderId}` });
    return owner.userId;
  });
  app.publish.orderChanged(userId, { id: orderId, state: order.state });
}

/** Takes a thread off the desk's list without an answer, where none is needed. Refuses with not_found. */
export async function settleThread({ db }: Uses<"db">, operator: Operator, orderId: string): Promise<void> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.thread.updateMany({ where: { preorderId: orderId }, data: { waitingSince: null } });
    if (count === 0) throw new Refusal("not_found");
    await recordAct(tx, { actorId: operator.id, action: "order.thread_settled", subject: `preorder:${orderId}` });
  });
}
