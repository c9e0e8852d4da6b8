import { createHmac } from "node:crypto";
import { createChallenge, type Payload, verifySolution } from "altcha-lib";
import { deriveKey } from "altcha-lib/algorithms/sha";
import { z } from "zod";
import type { Buyer } from "#lib/accounts/gate.ts";
import type { DropClock } from "#lib/drops/drop-clock.ts";
import { Refusal } from "#lib/refusal.ts";

/** Asks devices to prove work before they may order: from a drop whose host wants that, or on open sale where many hold without paying. */
export type Challenges = {
  /** A challenge for this buyer and drop; null when the drop asks for none. */
  issue: (buyer: Buyer, dropId: string) => Promise<unknown>;
  /** A challenge for this buyer and an edition on open sale. */
  issueOnSale: (buyer: Buyer, editionId: string) => Promise<unknown>;
  /** Whether `proof` solves a challenge for this edition that was issued to this buyer. */
  proves: (buyer: Buyer, editionId: string, proof: string) => Promise<boolean>;
  /** Refuses with proof_required unless the drop asks for none or `proof` solves a challenge that was issued to this buyer. */
  expectProof: (buyer: Buyer, dropId: string, proof: string | undefined) => Promise<void>;
};

/** About 65,000 hashes on average: under a second on a phone, hours for a thousand bots. */
const dropPrefix = "0000";
/** A sixteenth of that: nobody notices it, and what one address may hold unpaid is bounded beside it. */
const salePrefix = "000";
const goodForSeconds = 3600;

type Thing = { drop?: string; edition?: string };

const solved = z.object({
  challenge: z.object({
    parameters: z.looseObject({
      data: z.object({ buyer: z.string(), drop: z.string().optional(), edition: z.string().optional() }),
    }),
    signature: z.string(),
  }),
  solution: z.object({ counter: z.int(), derivedKey: z.string() }),
});

export function createChallenges({ secret, drops }: { secret: string; drops: DropClock }): Challenges {
  const hmacSignatureSecret = createHmac("sha256", secret).update("challenges of drops").digest("hex");

  const make = (keyPrefix: string, data: Record<string, string>) =>
    createChallenge({
      algorithm: "SHA-256",
      cost: 1,
      keyPrefix,
      deriveKey,
      hmacSignatureSecret,
      expiresAt: Math.floor(Date.now() / 1000) + goodForSeconds,
      data,
    });

  const proves = async (buyer: Buyer, { drop, edition }: Thing, proof: string | undefined) => {
    const payload = readProof(proof);
    const data = payload?.challenge.parameters.data;
    if (!payload || data?.buyer !== buyer.id || data.drop !== drop || data.edition !== edition) return false;
    return (await verifySolution({ ...payload, deriveKey, hmacSignatureSecret })).verified;
  };

  return {
    issue: async (buyer, dropId) =>
      (await drops.findOrAsk(dropId))?.challenge ? make(dropPrefix, { buyer: buyer.id, drop: dropId }) : null,
    issueOnSale: async (buyer, editionId) => make(salePrefix, { buyer: buyer.id, edition: editionId }),
    proves: (buyer, editionId, proof) => proves(buyer, { edition: editionId }, proof),
    async expectProof(buyer, dropId, proof) {
      const drop = await drops.findOrAsk(dropId);
      if (!drop?.challenge || (await proves(buyer, { drop: dropId }, proof))) return;
      throw new Refusal("proof_required", { field: "proof" });
    },
  };
}

function readProof(proof: string | undefined): Payload | null {
  try {
    const payload: Payload = JSON.parse(Buffer.from(proof ?? "", "base64").toString("utf8"));
    if (solved.safeParse(payload).success) return payload;
  } catch {
    // Not JSON: as good as any other text that proves nothing.
  }
  return null;
}
