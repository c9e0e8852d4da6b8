import { createHash, randomUUID } from "node:crypto";
import type { Database } from "#lib/db.ts";
import type { MethodFacts, Vault } from "#lib/payments/rail.ts";
import type { KeptMethod } from "#lib/payments/rail-event.ts";
import { isTestCard, labelOf, type TestCard } from "#lib/payments/test-cards.ts";

export type TestVault = Vault & {
  /** A card that was forgotten is declined. */
  cardOf: (method: KeptMethod) => Promise<TestCard>;
};

/** Tokens of the test rail's cards. */
export function createTestVault(db: Database): TestVault {
  async function put(token: string, card: TestCard) {
    await db.$executeRaw`INSERT INTO test_rail_card (token, card) VALUES (${token}, ${card}) ON CONFLICT (token) DO NOTHING`;
    return token;
  }

  async function cardOf({ ref }: KeptMethod): Promise<TestCard> {
    const kept = await db.testRailCard.findUnique({ where: { token: ref } });
    return kept && isTestCard(kept.card) ? kept.card : "decline";
  }

  return {
    cardOf,
    async keep({ card }) {
      if (card === "decline") return { state: "failed", reason: "card_declined" };
      return { state: "kept", method: { ref: await put(tokenFor(randomUUID()), card), customer: null } };
    },
    describe: async (method) => factsOf(await cardOf(method)),
    async forget({ ref }) {
      await db.testRailCard.deleteMany({ where: { token: ref } });
    },
  };
}

/** Everybody types in the same few cards, so that they tell nothing of who pays. */
export function factsOf(card: TestCard): MethodFacts {
  return { label: labelOf(card), fingerprint: null };
}

export function tokenFor(key: string): string {
  return `test_pm_${createHash("sha256").update(key).digest("hex").slice(0, 24)}`;
}
