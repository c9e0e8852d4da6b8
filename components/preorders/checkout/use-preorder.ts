import { useLocale, useTranslations } from "next-intl";
import { useRef, useState } from "react";
import type { CardForm } from "#components/payments/use-card-form.ts";
import { newKey } from "#components/session/new-key.ts";
import { useRefusalWords } from "#components/session/use-refusal-words.ts";
import type { PreorderReceipt, PreorderView } from "#lib/preorders/schema.ts";
import { answerCheckout, type CheckoutPage, readOrder } from "./answer-checkout.ts";
import { type Attempt, openAttempt } from "./attempt.ts";
import {
  type CheckoutEffect,
  type CheckoutEvent,
  type CheckoutState,
  type PayBy,
  type Placing,
  startCheckout,
} from "./checkout-state.ts";
import type { Offer } from "./offer.ts";
import { reduceCheckout } from "./reduce-checkout.ts";

export type Preorder = ReturnType<typeof usePreorder>;

type Purpose = Pick<CheckoutPage, "proof" | "onPlace"> & { firstEditionId: string; dropId: string | null };

/** The way of one pre-order from choosing to reserved, or to a place in line. Every act may be repeated without harm. */
export function usePreorder({ firstEditionId: editionId, dropId, proof, onPlace }: Purpose) {
  const words = useRefusalWords();
  const declined = useTranslations("preorders.rails")("declined");
  const locale = useLocale();
  const [state, setState] = useState<CheckoutState>(() =>
    startCheckout({ editionId, dropId, attempt: openAttempt(dropId ?? editionId) }),
  );
  /** Newer than what is drawn when an answer comes. */
  const latest = useRef(state);

  const hear = (event: CheckoutEvent) => {
    const { state: next, effects } = reduceCheckout(latest.current, event, newKey());
    latest.current = next;
    setState(next);
    for (const effect of effects) void follow(effect);
  };
  const follow = async (effect: CheckoutEffect) => {
    const answer = await answerCheckout(effect, { proof, onPlace, words, declined, locale });
    if (answer) hear(answer);
  };

  return {
    ...state,
    fill: (fields: Partial<Pick<Attempt, "quantity" | "contact" | "code">>) => hear({ type: "fill", fields }),
    choose: (chosen: string) => hear({ type: "choose", editionId: chosen, opened: openAttempt(chosen) }),
    place: (placing: Placing, offer: Offer) => hear({ type: "place", placing, offer }),
    pay: (receipt: PreorderReceipt, by: PayBy) => hear({ type: "pay", receipt, by }),
    submitCard: (form: CardForm) => hear({ type: "submitCard", form }),
    payOtherwise: () => hear({ type: "payOtherwise" }),
    /** Goes on with an order that exists. */
    resume: async (orderId: string, isNew: boolean) =>
      hear({ type: "resumed", order: await readOrder(orderId), isNew }),
    follow: (order: PreorderView, reasons: { declined: string; expired: string }) =>
      hear({ type: "follow", order, reasons }),
    expire: (reason: string) => hear({ type: "expire", reason }),
  };
}
