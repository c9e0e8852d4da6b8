import { useState } from "react";
import { useProof } from "#components/drops/use-proof.ts";
import { rememberContact } from "#components/preorders/checkout/remembered-contact.ts";
import { ApiRefusal, callApi } from "#components/session/call-api.ts";
import { readyAccount } from "#components/session/ensure-account.ts";
import { newKey } from "#components/session/new-key.ts";
import { useRefusalWords } from "#components/session/use-refusal-words.ts";
import type { BasketInput, BasketReceipt } from "#lib/baskets/schema.ts";
import type { Basket } from "./basket-scope.tsx";
import type { Asked } from "./basket-store.ts";

/** Why a line stood in the way of all of it, by edition. */
export type LineFaults = Record<string, string>;

/**
 * Orders what is in the basket, once however often it is pressed: what was sent is kept until there is an answer, and sent again as it
 * was. Placed, the lines leave the basket.
 */
export function usePlaceBasket(basket: Basket) {
  const words = useRefusalWords();
  const { proveOnSale } = useProof(undefined);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [faults, setFaults] = useState<LineFaults>({});

  const send = async ({ key, body }: Asked): Promise<BasketReceipt> => {
    const order = (lines: unknown) =>
      callApi<BasketReceipt>("POST", "/api/baskets", { body: { ...body, lines }, idempotencyKey: key });
    try {
      return await order(body.lines);
    } catch (refusal) {
      const unproven = faultsOf(refusal).filter(({ code }) => code === "proof_required");
      if (unproven.length === 0 || !Array.isArray(body.lines)) throw refusal;
      const proofs = await Promise.all(
        unproven.map(async ({ editionId }) => [editionId, await proveOnSale(editionId)]),
      );
      const made = new Map(proofs.map(([id = "", proof]) => [id, proof]));
      return order(
        body.lines.map((line) => (made.has(line.editionId) ? { ...line, proof: made.get(line.editionId) } : line)),
      );
    }
  };

  const place = async (input: BasketInput): Promise<void> => {
    const asked = basket.kept.asked ?? { key: newKey(), body: input };
    setBusy(true);
    setProblem(null);
    setFaults({});
    basket.change(() => ({ asked }));
    try {
      if (input.contact) {
        rememberContact(input.contact);
        await readyAccount().catch(() => undefined);
      }
      const { id, lines } = await send(asked);
      const gone = lines.flatMap(({ editionId, refusal }) => (refusal ? [{ editionId, code: refusal.code }] : []));
      const answered = new Set(lines.map(({ editionId }) => editionId));
      basket.change(({ items }) => ({
        ...{ asked: null, placed: { id, gone } },
        items: items.filter(({ editionId }) => !answered.has(editionId)),
      }));
    } catch (refusal) {
      // A refusal with a reason wrote nothing; without an answer the orders may exist.
      if (refusal instanceof ApiRefusal && refusal.status >= 400 && refusal.status < 500)
        basket.change(() => ({ asked: null }));
      setFaults(Object.fromEntries(faultsOf(refusal).map(({ editionId, code }) => [editionId, words({ code })])));
      setProblem(words(refusal));
    } finally {
      setBusy(false);
    }
  };

  return { place, isBusy, problem, faults };
}

function faultsOf(refusal: unknown): { editionId: string; code: string }[] {
  if (!(refusal instanceof ApiRefusal) || !Array.isArray(refusal.detail.lines)) return [];
  return refusal.detail.lines.filter(({ code }: { code: string | null }) => code !== null);
}
