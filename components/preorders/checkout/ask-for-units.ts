import type { DeviceProof } from "#components/drops/use-proof.ts";
import { ApiRefusal, callApi } from "#components/session/call-api.ts";
import { readyAccount } from "#components/session/ensure-account.ts";
import type { QueueEntry } from "#lib/live/contract.ts";
import type { PreorderReceipt } from "#lib/preorders/schema.ts";
import type { Attempt } from "./attempt.ts";

type Asking = { attempt: Attempt; editionId: string; proof: DeviceProof };
type Answered = { receipt: PreorderReceipt } | { entry: QueueEntry };

/**
 * Asks for what was offered. Where a place was wanted and there are units meanwhile, they are asked for, because whoever holds
 * a place gets units without a further tap too. A proof of work that is not taken is made anew once, and one that is asked for on
 * open sale is made then.
 */
export async function askForUnits(asking: Asking): Promise<Answered> {
  // Who leaves an address has no account, or a guest's.
  if (asking.attempt.contact !== null) await readyAccount().catch(() => undefined);
  try {
    return await askOnce(asking);
  } catch (refusal) {
    if (!isRefused(refusal, "proof_required")) throw refusal;
    const { attempt, editionId, proof } = asking;
    if (!attempt.offer?.dropId) return askOnce(asking, await proof.proveOnSale(editionId));
    proof.forget();
    return askOnce(asking);
  }
}

async function askOnce({ attempt, editionId, proof }: Asking, onSale?: string): Promise<Answered> {
  const { key: idempotencyKey, quantity, contact, currency, cityId, country, code, offer } = attempt;
  const dropId = offer?.dropId ?? undefined;
  const proven = dropId ? await proof.prove() : onSale;
  const wish = {
    quantity,
    ...(contact ? { contact } : {}),
    ...(currency ? { currency } : {}),
    ...(cityId ? { cityId } : {}),
    ...(country ? { country } : {}),
    ...(proven ? { proof: proven } : {}),
  };
  const order = async () => {
    const body = { editionId, dropId, ...wish };
    return { receipt: await callApi<PreorderReceipt>("POST", "/api/preorders", { body, idempotencyKey }) };
  };
  if (offer?.act !== "line" && offer?.act !== "waitlist") return order();
  const line = dropId ? `/api/drops/${dropId}/line` : `/api/editions/${editionId}/line`;
  try {
    const body = { ...wish, ...(code && offer.takesCode ? { code } : {}) };
    return { entry: await callApi<QueueEntry>("POST", line, { body, idempotencyKey }) };
  } catch (refusal) {
    if (isRefused(refusal, "units_available")) return order();
    throw refusal;
  }
}

function isRefused(refusal: unknown, code: string): boolean {
  return refusal instanceof ApiRefusal && refusal.code === code;
}
