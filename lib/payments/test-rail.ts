import { createHash, createHmac, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "#lib/db.ts";
import { log } from "#lib/log.ts";
import type { Charge, ChargeRequest, Rail, Refund, RefundRequest, Trial, TrialRequest } from "#lib/payments/rail.ts";
import { type MoneyEvent, type RailEvent, railEvent } from "#lib/payments/rail-event.ts";
import { signBody, verifyBody } from "#lib/payments/signature.ts";
import { behaviourOf, type TestCard } from "#lib/payments/test-cards.ts";
import { createTestVault, factsOf, type TestVault, tokenFor } from "#lib/payments/test-vault.ts";
import { Refusal } from "#lib/refusal.ts";

export const testSignatureHeader = "launchroom-signature";

type Settings = {
  db: Database;
  secret: string;
  /** Where this server answers, once it listens. */
  origin: () => string | undefined;
};

type Row = {
  outcome: string;
  ready: boolean;
  amountMinor: bigint;
  currency: string;
  reference: string;
  token: string | null;
};

/** A charge as it is written: by which card, how it ends and after how many milliseconds, and the token of what is kept. */
type Made = { card: TestCard; outcome: string; after: number; token: string | null };

/** Moves no money: the card named in the request decides. It keeps books of its own, as a provider would. */
export class TestRail implements Rail {
  readonly name = "test";
  readonly prepare = null;
  readonly vault: TestVault;
  readonly #db: Database;
  readonly #signingSecret: string;
  readonly #origin: Settings["origin"];

  constructor({ db, secret, origin }: Settings) {
    this.#db = db;
    this.#signingSecret = testSigningSecret(secret);
    this.#origin = origin;
    this.vault = createTestVault(db);
  }

  async charge(request: ChargeRequest): Promise<Charge> {
    const { method, key } = request;
    const card = method ? await this.vault.cardOf(method) : request.card;
    const { outcome, after, webhooks } = behaviourOf(card, method && (request.offSession ? "absent" : "present"));
    const token = method?.ref ?? (request.keeps ? tokenFor(key) : null);
    const written = await this.#write(request, { card, outcome, after, token });
    if (written && webhooks > 0) void this.#deliverLater(request, token, after, webhooks);
    const found = written ?? (await this.find(request));
    if (!found) throw new Error(`the test rail lost charge ${key}`);
    return found;
  }

  /**
   * Null when the charge was there and stays as it is. Asking a kept card again says that the buyer has confirmed at the bank.
   * One at a time: a conflict is only forgiven on one of the two keys, and who loses on the other by a hair would fail.
   */
  async #write({ paymentId, key, amountMinor, currency, method }: ChargeRequest, made: Made): Promise<Charge | null> {
    const { card, outcome, after, token } = made;
    // The column keeps milliseconds and rounds: a time that is not cut off first may lie half a millisecond ahead.
    const [row] = await this.#db.$queryRaw<(Row & { isNew: boolean })[]>`
      WITH turn AS MATERIALIZED (SELECT pg_advisory_xact_lock(hashtextextended(${key}, 0))),
      kept AS (
        INSERT INTO test_rail_card (token, card) SELECT t.token, ${card} FROM turn, (VALUES (${token})) t(token)
        WHERE ${method === null} AND t.token IS NOT NULL ON CONFLICT (token) DO NOTHING)
      INSERT INTO test_rail_charge AS c (payment_id, amount_minor, currency, outcome, reference, token, ready_at)
      SELECT ${paymentId}::uuid, ${amountMinor}, ${currency}, ${outcome}, ${reference("ch", key)}, ${token},
        date_trunc('milliseconds', clock_timestamp()) + ${after} * interval '1 millisecond' FROM turn
      ON CONFLICT (payment_id) DO UPDATE SET outcome = CASE WHEN ${method !== null} THEN 'captured' ELSE excluded.outcome END,
        ready_at = excluded.ready_at WHERE c.outcome = 'needs_action'
      RETURNING outcome, ready_at <= clock_timestamp() AS ready, amount_minor AS "amountMinor", currency, reference, token, xmax = 0 AS "isNew"`;
    const charge = row ? chargeOf(row) : null;
    // An older one was made with a card of its own.
    return row?.isNew && charge?.state === "captured" ? { ...charge, facts: factsOf(card) } : charge;
  }

  async find({ paymentId }: ChargeRequest): Promise<Charge | null> {
    const [row] = await this.#db.$queryRaw<Row[]>`
      SELECT outcome, ready_at <= clock_timestamp() AS ready, amount_minor AS "amountMinor", currency, reference, token
      FROM test_rail_charge WHERE payment_id = ${paymentId}::uuid`;
    return row ? chargeOf(row) : null;
  }

  async cancel(request: ChargeRequest): Promise<Charge | null> {
    await this.#db
      .$executeRaw`UPDATE test_rail_charge SET outcome = 'cancelled', ready_at = date_trunc('milliseconds', clock_timestamp())
      WHERE payment_id = ${request.paymentId}::uuid AND (outcome = 'needs_action' OR ready_at > clock_timestamp())`;
    return this.find(request);
  }

  /** Never more than was captured, over all refunds of one charge. */
  async refund({ key, chargeRef, amountMinor, currency }: RefundRequest): Promise<Refund> {
    const ref = reference("re", key);
    await this.#db.$transaction([
      this.#db.$executeRaw`SELECT FROM test_rail_charge WHERE reference = ${chargeRef} FOR UPDATE`,
      this.#db.$executeRaw`
        INSERT INTO test_rail_refund (reference, charge, amount_minor)
        SELECT ${ref}, c.reference, ${amountMinor} FROM test_rail_charge c
        WHERE c.reference = ${chargeRef} AND c.outcome = 'captured' AND c.currency = ${currency}
          AND c.amount_minor >= ${amountMinor} + (SELECT coalesce(sum(r.amount_minor), 0) FROM test_rail_refund r WHERE r.charge = c.reference)
        ON CONFLICT (reference) DO NOTHING`,
    ]);
    const done = await this.#db.testRailRefund.findUnique({ where: { reference: ref } });
    return done ? { state: "done", ref } : { state: "failed", reason: "more_than_captured" };
  }

  /** In its own books, as every other charge of it. */
  async trial({ key, amountMinor, currency }: TrialRequest): Promise<Trial> {
    const attempt = { key, paymentId: randomUUID(), ref: null, amountMinor, currency };
    const buyer = { preorderId: randomUUID(), contact: "", card: "approve", method: null } as const;
    const charge = await this.charge({ ...attempt, ...buyer, offSession: false, keeps: false });
    if (charge.state !== "captured") return { hasWorked: false, ref: charge.ref, said: [charge.state] };
    const refund = await this.refund({ ...attempt, chargeRef: charge.ref });
    const back = refund.state === "done" ? "refunded" : refund.state;
    return { hasWorked: refund.state === "done", ref: charge.ref, said: [charge.state, back] };
  }

  async owns(): Promise<boolean> {
    return true;
  }

  async readWebhook(body: Buffer, header: (name: string) => string | undefined): Promise<RailEvent | null> {
    verifyBody(body, header(testSignatureHeader), this.#signingSecret);
    const event = railEvent.safeParse(parseJson(body));
    if (!event.success) throw new Refusal("webhook_invalid");
    return event.data;
  }

  async #deliverLater(
    { key, paymentId, amountMinor, currency }: ChargeRequest,
    token: string | null,
    after: number,
    times: number,
  ) {
    await sleep(after, undefined, { ref: false });
    const method = token ? { ref: token, customer: null } : null;
    const facts = {
      paymentId,
      ref: reference("ch", key),
      refundRef: null,
      amountMinor,
      currency,
      reason: null,
      method,
    };
    const body = JSON.stringify({ id: `test_evt_${randomUUID()}`, kind: "captured", ...facts } satisfies MoneyEvent);
    await Promise.all(Array.from({ length: times }, () => this.#deliver(body)));
  }

  async #deliver(body: string) {
    const address = this.#origin();
    if (!address) return;
    const headers = { "content-type": "application/json", [testSignatureHeader]: signBody(body, this.#signingSecret) };
    try {
      const { status } = await fetch(`${address}/api/payments/webhooks/test`, { method: "POST", headers, body });
      if (status !== 200)
        log.warn(
          { event: "test_webhook_rejected", status },
          "a webhook of the test rail was not taken; the completer will find it",
        );
    } catch (error) {
      log.warn(
        { event: "test_webhook_failed", err: error },
        "a webhook of the test rail did not arrive; the completer will find it",
      );
    }
  }
}

function chargeOf(row: Row): Charge {
  const { outcome, ready, reference: ref, currency, token } = row;
  if (outcome === "needs_action") return { state: "needs_action", ref };
  if (!ready) return { state: "processing", ref };
  const method = token ? { ref: token, customer: null } : null;
  if (outcome === "captured") return { state: "captured", ref, amountMinor: Number(row.amountMinor), currency, method };
  return { state: "failed", ref, reason: outcome === "failed" ? "card_declined" : outcome };
}

/** Derived, so that a session cookie's key never signs anything else. */
export function testSigningSecret(secret: string): string {
  return createHmac("sha256", secret).update("webhooks of the test rail").digest("hex");
}

// References follow from the key, so a repeat has one effect.
function reference(kind: string, key: string): string {
  return `test_${kind}_${createHash("sha256").update(key).digest("hex").slice(0, 24)}`;
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    throw new Refusal("webhook_invalid");
  }
}
