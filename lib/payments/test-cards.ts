import type { DepositInput } from "#lib/preorders/schema.ts";

export type TestCard = DepositInput["card"];

type Behaviour = {
  outcome: "captured" | "failed" | "needs_action" | "authentication_required";
  /** Milliseconds after which that is so. */
  after: number;
  /** How many webhooks say so. */
  webhooks: number;
};

/** What each card does when it is typed in; `last4` is how its buyer knows it again. */
const cards = {
  approve: { last4: "4242", outcome: "captured", after: 0, webhooks: 0 },
  decline: { last4: "0002", outcome: "failed", after: 0, webhooks: 0 },
  needs_action: { last4: "3155", outcome: "needs_action", after: 0, webhooks: 0 },
  slow: { last4: "0077", outcome: "captured", after: 2000, webhooks: 1 },
  lost_webhook: { last4: "0200", outcome: "captured", after: 200, webhooks: 0 },
  duplicate_webhook: { last4: "0202", outcome: "captured", after: 200, webhooks: 2 },
  decline_later: { last4: "0341", outcome: "captured", after: 0, webhooks: 0 },
} satisfies Record<TestCard, Behaviour & { last4: string }>;

/** `kept` says that the card is charged again, and whether the buyer is at hand to confirm; null that it is typed in. */
export function behaviourOf(card: TestCard, kept: "present" | "absent" | null): Behaviour {
  if (kept && card === "decline_later") return { ...cards.decline };
  if (kept === "absent" && card === "needs_action") return { ...cards[card], outcome: "authentication_required" };
  return cards[card];
}

export function labelOf(card: TestCard): string {
  return `Test card ** ${cards[card].last4}`;
}

export function isTestCard(name: string): name is TestCard {
  return Object.hasOwn(cards, name);
}
