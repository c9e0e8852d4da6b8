import Stripe from "stripe";
import type { Trial, TrialRequest } from "#lib/payments/rail.ts";
import { toStripeAmount } from "#lib/payments/stripe-amount.ts";

/**
 * In test mode Stripe's own test card is charged and refunded. Live money is nobody's to try: there an intent is made, which nobody
 * pays, and cancelled, which shows the key, the account and the currency. Without an order in its metadata no webhook about it is ours.
 */
export async function tryStripe(
  stripe: Stripe,
  { key, amountMinor, currency, isLive }: TrialRequest & { isLive: boolean },
): Promise<Trial> {
  const said: string[] = [];
  let ref: string | null = null;
  try {
    const intent = await stripe.paymentIntents.create(
      {
        amount: toStripeAmount(amountMinor, currency),
        currency: currency.toLowerCase(),
        automatic_payment_methods: { enabled: true, allow_redirects: "never" },
        metadata: { trial: "true" },
        ...(isLive ? {} : { confirm: true, payment_method: "pm_card_visa" }),
      },
      { idempotencyKey: key },
    );
    ref = intent.id;
    said.push(intent.status);
    if (isLive) {
      const { status } = await stripe.paymentIntents.cancel(intent.id);
      return { hasWorked: status === "canceled", ref, said: [...said, status] };
    }
    if (intent.status !== "succeeded") return { hasWorked: false, ref, said };
    const refund = await stripe.refunds.create({ payment_intent: intent.id }, { idempotencyKey: `${key}:refund` });
    return { hasWorked: refund.status !== "failed", ref, said: [...said, `refund ${refund.status}`] };
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
    return { hasWorked: false, ref, said: [...said, error.message.slice(0, 300)] };
  }
}
