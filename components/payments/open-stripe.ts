import type { Appearance, Stripe, StripeElementLocale } from "@stripe/stripe-js";
import { loadStripe } from "@stripe/stripe-js/pure";
import { resolveColour } from "#components/ui/resolve-colour.ts";

const opened = new Map<string, Promise<Stripe>>();

/** Stripe.js, loaded from Stripe on the first call that needs it. Rejects when it cannot be had; the next call tries again. */
export function openStripe(publishableKey: string, locale: string): Promise<Stripe> {
  const known = opened.get(publishableKey);
  if (known) return known;
  const opening = loadStripe(publishableKey, { locale: stripeLocale(locale) }).then((stripe) => {
    if (!stripe) throw new Error("Stripe.js gave nothing");
    return stripe;
  });
  opened.set(publishableKey, opening);
  opening.catch(() => opened.delete(publishableKey));
  return opening;
}

export function stripeLocale(locale: string): StripeElementLocale {
  return locale.startsWith("zh") ? "zh" : "en";
}

/** Our look for fields that stand in Stripe's own frames. */
export function stripeLook(element: HTMLElement): Appearance {
  const colour = (token: string) => resolveColour(element, token);
  return {
    theme: "flat",
    variables: {
      colorPrimary: colour("--ink"),
      colorBackground: colour("--raised"),
      colorText: colour("--ink"),
      colorTextSecondary: colour("--soft"),
      colorTextPlaceholder: colour("--faint"),
      colorDanger: colour("--danger"),
      fontFamily: getComputedStyle(element).fontFamily,
      fontSizeBase: "16px",
      borderRadius: "4px",
      spacingUnit: "4px",
    },
    rules: {
      ".Input": { border: `1px solid ${colour("--edge")}`, boxShadow: "none" },
      ".Input:focus": { border: `1px solid ${colour("--ink")}`, boxShadow: "none" },
      ".Tab": { border: `1px solid ${colour("--edge")}`, boxShadow: "none" },
      ".Tab--selected": { border: `1px solid ${colour("--ink")}`, boxShadow: "none" },
    },
  };
}
