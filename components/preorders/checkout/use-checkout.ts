import { useEffect, useState } from "react";
import { offeredEdition } from "#components/drops/offered-edition.ts";
import { useProof } from "#components/drops/use-proof.ts";
import { useCardForm } from "#components/payments/use-card-form.ts";
import { useOwnPlaces } from "#components/queue/own-places.tsx";
import { readyAccount } from "#components/session/ensure-account.ts";
import { serverTime } from "#components/ui/clock.ts";
import type { EditionView, ProductView } from "#lib/catalog/schema.ts";
import type { LiveDrop } from "#lib/live/contract.ts";
import { offerNow } from "./offer.ts";
import { usePayWay } from "./use-pay-way.ts";
import { type Preorder, usePreorder } from "./use-preorder.ts";
import { useQueued } from "./use-queued.ts";
import { useTerms } from "./use-terms.ts";
import { useVariant } from "./use-variant.ts";

export type Checkout = ReturnType<typeof useCheckout>;

type Wanted = { product: ProductView; drop: LiveDrop | undefined; first: EditionView; isGuest: boolean };

/** What the sheet is about: the order under way, what can be had of it at this moment, and with what it is paid. */
export function useCheckout({ product: whole, drop, first, isGuest }: Wanted) {
  const { take } = useOwnPlaces();
  const proof = useProof(drop);
  const preorder = usePreorder({ firstEditionId: first.id, dropId: drop?.id ?? null, proof, onPlace: take });
  const [openedAt] = useState(serverTime);
  const ways = usePayWay();
  useReadyAccount(isGuest && drop !== undefined);
  const { step, attempt } = preorder;
  const form = useCardForm({
    publishableKey: ways.publishableKey,
    clientSecret: step.at === "card" ? step.clientSecret : null,
    of: "payment",
  });
  const inShop = whole.editions.find(({ id }) => id === preorder.editionId) ?? first;
  const offered = offerOf(inShop, drop, preorder);
  const { edition, offer, quantity } = offered;
  const product = drop ? { ...whole, editions: [edition] } : whole;
  const variant = useVariant(product.editions, edition, attempt.isAsked);
  const terms = useTerms({ product: whole, edition, quantity, attempt });
  const place = useQueued({
    preorder,
    editionId: edition.id,
    dropId: drop?.id ?? null,
    isShop: offer.dropId === null,
  });
  return { ...offered, whole, product, drop, isGuest, proof, preorder, openedAt, ways, form, terms, variant, place };
}

/** What can be had now; once it was asked for, what was offered then. */
function offerOf(inShop: EditionView, drop: LiveDrop | undefined, { attempt, refusal }: Preorder) {
  const wanted = attempt.quantity;
  const now = offerNow({ edition: inShop, drop, quantity: wanted, isFull: refusal?.code === "queue_full" });
  const offer = attempt.isAsked && attempt.offer ? attempt.offer : now;
  const edition = drop && offer.dropId !== null ? offeredEdition(inShop, drop) : inShop;
  const inStock = offer.act === "order" ? edition.available : edition.perPersonLimit;
  const most = Math.max(1, Math.min(edition.perPersonLimit, inStock));
  const quantity = attempt.isAsked ? attempt.quantity : Math.min(wanted, most);
  return { edition, offer, wanted, quantity, most };
}

/** In a drop every moment counts: a guest's account is made while the sheet is filled in. */
function useReadyAccount(isWanted: boolean) {
  useEffect(() => {
    if (isWanted) readyAccount().catch(() => undefined);
  }, [isWanted]);
}
