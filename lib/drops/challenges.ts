import { createHmac } from "node:crypto";
import { createChallenge, type Payload, verifySolution } from "altcha-lib";
import { deriveKey } from "altcha-lib/algorithms/sha";
import { z } from "zod";
import type { Buyer } from "#lib/accounts/gate.ts";
import type { DropClock } from "#lib/drops/drop-clock.ts";
import { Refusal } from "#lib/refusal.ts";

/** Asks devices to prove work before they may order from a drop whose host wants that. */
export type Challenges = {
  /** A challenge for this buyer and drop; null when the drop asks for none. */
  issue: (buyer: Buyer, dropId: string) => Promise<unknown>;
  /** Refuses with proof_required unless the drop asks for none or `proof` solves a challenge that was issued to this buyer. */
  expectProof: (buyer: Buyer, dropId: string, proof: string | undefined) => Promise<void>;
};

/** About 65,000 hashes on average: under a second on a phone, hours for a thousand bots. */
const keyPrefix = "0000";
const goodForSeconds = 3600;

const solved = z.object({
  challenge: z.object({
    parameters: z.looseObject({ data: z.object({ buyer: z.string(), drop: z.string() }) }),
    signature: z.string(),
  }),
  solution: z.object({ counter: z.int(), derivedKey: z.string() }),
});

export function createChallenges({ secret, drops }: { secret: string; drops: DropClock }): Challenges {
  const hmacSignatureSecret = createHmac("sha256", secret).update("challenges of drops").digest("hex");

  return {
    async issue(buyer, dropId) {
      if (!drops.find(dropId)?.challenge) return null;
      return createChallenge({
        algorithm: "SHA-256",
        cost: 1,
        keyPrefix,
        deriveKey,
        hmacSignatureSecret,
        expiresAt: Math.floor(Date.now() / 1000) + goodForSeconds,
        data: { buyer: buyer.id, drop: dropId },
      });
    },
    async expectProof(buyer, dropId, proof) {
      if (!drops.find(dropId)?.challenge) return;
      const payload = readProof(proof);
      const { data } = payload.challenge.parameters;
      if (data?.buyer !== buyer.id || data.drop !== dropId) throw new Refusal("proof_required", { field: "proof" });
      const { verified } = await verifySolution({ ...payload, deriveKey, hmacSignatureSecret });
      if (!verified) throw new Refusal("proof_required", { field: "proof" });
    },
  };
}

function readProof(proof: string | undefined): Payload {
  try {
    const payload: Payload = JSON.parse(Buffer.from(proof ?? "", "base64").toString("utf8"));
    if (solved.safeParse(payload).success) return payload;
  } catch {
    // Not JSON: refused like any other text that proves nothing.
  }
  throw new Refusal("proof_required", { field: "proof" });
}
