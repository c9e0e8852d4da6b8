type Outcome = "succeed" | "authenticate" | "insufficient_funds" | "generic_decline";

export type StripeCard = {
  shown: { brand: string; display_brand: string; last4: string; fingerprint: string };
  /** What becomes of it when it is typed in, charged again with the buyer at hand, and without. */
  typed: Outcome;
  kept: Outcome;
  off_session: Outcome;
};

/** Stripe's own test numbers and what they do, https://docs.stripe.com/testing. */
export const stripeNumbers = {
  good: "4242424242424242",
  declined: "4000000000000002",
  noMoney: "4000000000009995",
  /** Attaches, and is declined when it is charged again. */
  declinedLater: "4000000000000341",
  /** Asks once, when it is set up. */
  asksOnce: "4000002500003155",
  asksAlways: "4000002760003184",
} as const;

const behaviours: Record<string, Omit<StripeCard, "shown">> = {
  [stripeNumbers.good]: { typed: "succeed", kept: "succeed", off_session: "succeed" },
  [stripeNumbers.declined]: { typed: "generic_decline", kept: "generic_decline", off_session: "generic_decline" },
  [stripeNumbers.noMoney]: {
    typed: "insufficient_funds",
    kept: "insufficient_funds",
    off_session: "insufficient_funds",
  },
  [stripeNumbers.declinedLater]: { typed: "succeed", kept: "generic_decline", off_session: "generic_decline" },
  [stripeNumbers.asksOnce]: { typed: "authenticate", kept: "succeed", off_session: "succeed" },
  [stripeNumbers.asksAlways]: { typed: "authenticate", kept: "authenticate", off_session: "authenticate" },
};

export function cardOf(typed: string): StripeCard {
  const number = typed.replace(/\s/g, "");
  const behaviour = behaviours[number];
  if (!behaviour) throw new Error(`the counterpart knows no card ${number}`);
  return {
    shown: {
      brand: "visa",
      display_brand: "visa",
      last4: number.slice(-4),
      fingerprint: `print-of-${number.slice(-4)}`,
    },
    ...behaviour,
  };
}
