import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "#lib/db.ts";
import { type DepositInput, type PreorderReceipt, preorderReceipt } from "#lib/preorders/schema.ts";
import type { Customer, Plan } from "#tests/faults/customers.ts";

type Card = DepositInput["card"];

/** Presses Buy once. The receipt when it was a yes. */
async function order(customer: Customer, editionId: string): Promise<PreorderReceipt | null> {
  const errand = { kind: "order", path: "/api/preorders", key: randomUUID(), body: { editionId } };
  const answer = await customer.ask(errand);
  return answer.status === 201 ? preorderReceipt.parse(answer.body) : null;
}

export function buy(editionId: string): Plan {
  return async (customer) => {
    await order(customer, editionId);
  };
}

/** Pays with one card after the other until one is not declined. */
export function buyAndPay(editionId: string, ...cards: Card[]): Plan {
  return async (customer) => {
    const receipt = await order(customer, editionId);
    if (!receipt) return;
    for (const card of cards) {
      const path = `/api/preorders/${receipt.id}/deposit`;
      const answer = await customer.ask({ kind: "deposit", path, body: { rail: "test", card } });
      if (answer.status !== 402) return;
    }
  };
}

export function buyAndCancel(editionId: string): Plan {
  return async (customer) => {
    const receipt = await order(customer, editionId);
    if (!receipt) return;
    await customer.ask({ kind: "cancellation", path: `/api/preorders/${receipt.id}/cancellation`, body: {} });
  };
}

/** Pays so late that the hold is over before the money is found, and has to get it back. */
function buyAndPayTooLate(editionId: string, db: Database): Plan {
  return async (customer) => {
    const receipt = await order(customer, editionId);
    if (!receipt) return;
    const path = `/api/preorders/${receipt.id}/deposit`;
    await customer.ask({ kind: "deposit", path, body: { rail: "test", card: "lost_webhook" } });
    await endHold(db, receipt.id);
  };
}

/** Brings the end of a hold to now, by the database's clock; again while the database is away. */
async function endHold(db: Database, preorderId: string): Promise<void> {
  const ended = await db.$executeRaw`UPDATE preorder SET hold_expires_at = now() WHERE id = ${preorderId}::uuid`.then(
    () => true,
    () => false,
  );
  if (ended) return;
  await sleep(500);
  return endHold(db, preorderId);
}

type Wares = { plenty: string; scarce: string; db: Database };

/** What a day in the shop looks like: some edition is scarce, most people pay, some cards misbehave, some change their mind. */
export function mixedPlans({ plenty, scarce, db }: Wares): Plan[] {
  return [
    ...promptPlans({ plenty, scarce }),
    buyAndPay(plenty, "slow"),
    buyAndPay(plenty, "lost_webhook"),
    buyAndPay(plenty, "duplicate_webhook"),
    buyAndPayTooLate(plenty, db),
  ];
}

/** The same without what has to wait for a rail or the completer. */
export function promptPlans({ plenty, scarce }: Omit<Wares, "db">): Plan[] {
  return [
    buyAndPay(plenty, "approve"),
    buy(scarce),
    buy(plenty),
    buyAndPay(scarce, "decline", "approve"),
    buyAndCancel(plenty),
    buy(scarce),
    buyAndCancel(scarce),
  ];
}
