import type { Stripe, StripeElements } from "@stripe/stripe-js";
import { useLocale } from "next-intl";
import { type RefCallback, useCallback, useRef, useState } from "react";
import { openStripe, stripeLocale, stripeLook } from "./open-stripe.ts";

/** What Stripe's form asks for: a payment, or something to charge later. */
export type FormOf = "payment" | "setup";
/** `problem` is a sentence of Stripe's in the reader's language, null when all went well; `id` names the setup. */
export type FormAnswer = { problem: string | null; id?: string };

export type CardForm = {
  /** Put it on an empty element; a new secret is a new form. */
  mount: RefCallback<HTMLElement>;
  state: "loading" | "ready" | "failed";
  confirm: (returnUrl: string) => Promise<FormAnswer>;
};

type Wanted = { publishableKey: string | null; clientSecret: string | null; of: FormOf };
type Open = { stripe: Stripe; elements: StripeElements };

/** Stripe's Payment Element for one intent. What is typed goes to Stripe alone; we learn how it ended. */
export function useCardForm({ publishableKey, clientSecret, of }: Wanted): CardForm {
  const locale = useLocale();
  const [state, setState] = useState<CardForm["state"]>("loading");
  const open = useRef<Open | null>(null);

  const mount = useCallback(
    (element: HTMLElement | null) => {
      if (!element || !publishableKey || !clientSecret) return;
      let isGone = false;
      let unmount = () => {};
      setState("loading");
      openStripe(publishableKey, locale)
        .then((stripe) => {
          if (isGone) return;
          const elements = stripe.elements({
            clientSecret,
            appearance: stripeLook(element),
            locale: stripeLocale(locale),
          });
          const payment = elements.create("payment", { layout: "tabs" });
          payment.on("ready", () => setState("ready"));
          payment.on("loaderror", () => setState("failed"));
          payment.mount(element);
          open.current = { stripe, elements };
          unmount = () => payment.destroy();
        })
        .catch(() => !isGone && setState("failed"));
      return () => {
        isGone = true;
        open.current = null;
        unmount();
      };
    },
    [publishableKey, clientSecret, locale],
  );

  const confirm = async (returnUrl: string): Promise<FormAnswer> => {
    if (!open.current) return { problem: "" };
    const { stripe, elements } = open.current;
    const options = { elements, confirmParams: { return_url: returnUrl }, redirect: "if_required" as const };
    if (of === "payment") {
      const { error } = await stripe.confirmPayment(options);
      return { problem: error ? (error.message ?? "") : null };
    }
    const { error, setupIntent } = await stripe.confirmSetup(options);
    return { problem: error ? (error.message ?? "") : null, id: setupIntent?.id };
  };

  return { mount, state, confirm };
}

/** Takes the buyer to their bank for a charge that waits for them. Answers as the form does. */
export async function confirmAtBank(publishableKey: string, clientSecret: string, locale: string): Promise<FormAnswer> {
  const stripe = await openStripe(publishableKey, locale);
  const { error } = await stripe.handleNextAction({ clientSecret });
  return { problem: error ? (error.message ?? "") : null };
}
