import { createHash, createHmac, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "#lib/db.ts";
import { log } from "#lib/log.ts";
import type { Charge, ChargeRequest, Rail } from "#lib/payments/rail.ts";
import { type RailEvent, railEvent } from "#lib/payments/rail-event.ts";
import { signBody, verifyBody } from "#lib/payments/signature.ts";
import type { DepositInput } from "#lib/preorders/schema.ts";
import { Refusal } from "#lib/refusal.ts";

export const testSignatureHeader = "launchroom-signature";

/** What each card does: the end it comes to, after how long, and how many webhooks say so. */
const behaviours = {
  approve: { outcome: "captured", after: 0, webhooks: 0 },
  decline: { outcome: "failed", after: 0, webhooks: 0 },
  needs_action: { outcome: "needs_action", after: 0, webhooks: 0 },
  slow: { outcome: "captured", after: 2000, webhooks: 1 },
  lost_webhook: { outcome: "captured", after: 200, webhooks: 0 },
  duplicate_webhook: { outcome: "captured", after: 200, webhooks: 2 },
} satisfies Record<DepositInput["card"], { outcome: string; after: number; webhooks: number }>;

type Settings = {
  db: Database;
  secret: string;
  /** Where this server answers, once it listens. */
  origin: () => string | undefined;
};

/** Moves no money: the card named in the request decides. It keeps books of its own, as a provider would. */
export function createTestRail({ db, secret, origin }: Settings): Rail {
  const signingSecret = testSigningSecret(secret);

  // The column keeps milliseconds and rounds: a time that is not cut off first may lie half a millisecond ahead.
  async function charge(request: ChargeRequest): Promise<Charge> {
    const { outcome, after, webhooks } = behaviours[request.card];
    const [written] = await db.$queryRaw<{ outcome: string }[]>`
      INSERT INTO test_rail_charge AS c (payment_id, amount_minor, currency, outcome, ready_at)
      VALUES (${request.paymentId}::uuid, ${request.amountMinor}, ${request.currency}, ${outcome},
        date_trunc('milliseconds', clock_timestamp()) + ${after} * interval '1 millisecond')
      ON CONFLICT (payment_id) DO UPDATE SET outcome = excluded.outcome, ready_at = excluded.ready_at WHERE c.outcome = 'needs_action'
      RETURNING outcome`;
    if (written && webhooks > 0) void deliverLater(request, after, webhooks);
    const found = await find(request);
    if (!found) throw new Error(`the test rail lost charge ${request.key}`);
    return found;
  }

  async function find({ paymentId, key }: ChargeRequest): Promise<Charge | null> {
    const [row] = await db.$queryRaw<{ outcome: string; ready: boolean; amountMinor: bigint; currency: string }[]>`
      SELECT outcome, ready_at <= clock_timestamp() AS ready, amount_minor AS "amountMinor", currency
      FROM test_rail_charge WHERE payment_id = ${paymentId}::uuid`;
    if (!row) return null;
    const ref = reference("ch", key);
    if (row.outcome === "needs_action") return { state: "needs_action", ref };
    if (!row.ready) return { state: "processing", ref };
    if (row.outcome === "captured")
      return { state: "captured", ref, amountMinor: Number(row.amountMinor), currency: row.currency };
    return { state: "failed", ref, reason: row.outcome === "failed" ? "card_declined" : row.outcome };
  }

  async function deliverLater({ key, paymentId, amountMinor, currency }: ChargeRequest, after: number, times: number) {
    await sleep(after, undefined, { ref: false });
    const facts = { paymentId, ref: reference("ch", key), refundRef: null, amountMinor, currency, reason: null };
    const body = JSON.stringify({ id: `test_evt_${randomUUID()}`, kind: "captured", ...facts } satisfies RailEvent);
    await Promise.all(Array.from({ length: times }, () => deliver(body)));
  }

  async function deliver(body: string) {
    const address = origin();
    if (!address) return;
    const headers = { "content-type": "application/json", [testSignatureHeader]: signBody(body, signingSecret) };
    try {
      const { status } = await fetch(`${address}/api/payments/webhooks/test`, { method: "POST", headers, body });
      if (status !== 200) log.warn({ status }, "a webhook of the test rail was not taken; the completer will find it");
    } catch (error) {
      log.warn({ err: error }, "a webhook of the test rail did not arrive; the completer will find it");
    }
  }

  return {
    name: "test",
    charge,
    find,
    async cancel(request) {
      await db.$executeRaw`UPDATE test_rail_charge SET outcome = 'cancelled', ready_at = date_trunc('milliseconds', clock_timestamp())
        WHERE payment_id = ${request.paymentId}::uuid AND (outcome = 'needs_action' OR ready_at > clock_timestamp())`;
      return find(request);
    },
    async refund({ key }) {
      return { state: "done", ref: reference("re", key) };
    },
    async readWebhook(body, header) {
      verifyBody(body, header(testSignatureHeader), signingSecret);
      const event = railEvent.safeParse(parseJson(body));
      if (!event.success) throw new Refusal("webhook_invalid");
      return event.data;
    },
  };
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
