import { randomUUID } from "node:crypto";
import { readOrMakeSecret } from "#lib/accounts/secret.ts";
import type { MoneyEvent } from "#lib/payments/rail-event.ts";
import { signBody } from "#lib/payments/signature.ts";
import { testSignatureHeader, testSigningSecret } from "#lib/payments/test-rail.ts";
import { type DepositInput, type PreorderReceipt, preorderReceipt, preorderView } from "#lib/preorders/schema.ts";
import type { writeOpenEdition } from "#prisma/seed/open-edition.ts";
import type { App } from "#tests/support/app.ts";

export type Till = ReturnType<typeof openTill>;
export type Held = PreorderReceipt & { receipt: unknown; cookie: string; key: string };

/** What the payment tests do at the counter: hold, pay, look, and speak as the test rail. */
export function openTill(app: App) {
  async function hold(overrides: Parameters<typeof writeOpenEdition>[2] = {}): Promise<Held> {
    const edition = await app.openEdition(overrides);
    const [buyer] = await app.buyers(1);
    const cookie = buyer?.cookie ?? "";
    const body = { editionId: edition.editionId };
    const key = randomUUID();
    const placed = await app.http("POST", "/api/preorders", { cookie, body, key });
    return { ...preorderReceipt.parse(placed.body), receipt: placed.body, cookie, key };
  }

  /** The request that made the order, once more. */
  const repeat = ({ cookie, key, editionId }: Held) =>
    app.http("POST", "/api/preorders", { cookie, key, body: { editionId } });

  const pay = (order: { id: string; cookie: string }, body: Partial<DepositInput>) =>
    app.http("POST", `/api/preorders/${order.id}/deposit`, { cookie: order.cookie, body });

  const see = async (order: { id: string; cookie: string }) =>
    preorderView.parse((await app.http("GET", `/api/preorders/${order.id}`, { cookie: order.cookie })).body);

  const depositOf = (order: { id: string }) =>
    app.db.payment.findFirstOrThrow({ where: { preorderId: order.id, kind: "DEPOSIT" }, orderBy: { attempt: "desc" } });

  /** An attempt whose answer never came back: the row is there, the rail was not asked or did not say. */
  async function leaveAttempt(order: Held, rail: string) {
    const { id: preorderId, depositMinor: amountMinor, currency } = order;
    return app.db.payment.create({
      data: { preorderId, kind: "DEPOSIT", attempt: 1, rail, amountMinor, currency },
    });
  }

  /** What the test rail's own books say of an attempt that it charged while we did not hear of it. */
  async function chargeAtRail(order: Held) {
    const { id: paymentId, amountMinor, currency } = await depositOf(order);
    const facts = { amountMinor, currency, outcome: "captured", readyAt: new Date() };
    await app.db.testRailCharge.create({ data: { paymentId, reference: `test_ch_${paymentId}`, ...facts } });
  }

  async function eventFor(
    order: Held,
    kind: MoneyEvent["kind"],
    change: Partial<MoneyEvent> = {},
  ): Promise<MoneyEvent> {
    const payment = await depositOf(order);
    const { depositMinor: amountMinor, currency } = order;
    const ref = payment.providerRef ?? `test_ch_${payment.id}`;
    const refundRef = kind === "refunded" ? `test_re_${payment.id}` : null;
    const facts = { paymentId: payment.id, ref, refundRef, amountMinor, currency, reason: null, method: null };
    return { id: `evt_${randomUUID()}`, kind, ...facts, ...change };
  }

  async function send(
    event: unknown,
    { at, tamper = (raw) => raw }: { at?: number; tamper?: (raw: string) => string } = {},
  ) {
    const secret = testSigningSecret(await readOrMakeSecret(app.made.env.DATA_DIR, app.made.env.AUTH_SECRET));
    const raw = JSON.stringify(event);
    const headers = { [testSignatureHeader]: signBody(raw, secret, at) };
    return app.http("POST", "/api/payments/webhooks/test", { raw: tamper(raw), headers });
  }

  /** Lets the database's clock reach the moment at which the completer looks again. */
  const letTimePass = (order: { id: string }) =>
    app.db
      .$executeRaw`UPDATE payment SET created_at = created_at - interval '31 seconds', check_after = now() WHERE preorder_id = ${order.id}::uuid`;

  const endHold = (order: { id: string }) =>
    app.db.$executeRaw`UPDATE preorder SET hold_expires_at = now() - interval '1 second' WHERE id = ${order.id}::uuid`;

  return { hold, repeat, pay, see, depositOf, leaveAttempt, chargeAtRail, eventFor, send, letTimePass, endHold };
}
