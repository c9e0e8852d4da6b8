import Stripe from "stripe";
import type { Vault } from "#lib/payments/rail.ts";
import { factsOf, keptBy } from "#lib/payments/stripe-method.ts";

type Settings = { stripe: Stripe; customerOf: (preorderId: string, email: string) => Promise<string> };

/** New methods are kept through SetupIntents that the buyer confirms in Stripe's own form. */
export function createStripeVault({ stripe, customerOf }: Settings): Vault {
  return {
    async keep({ preorderId, userId, contact, ref }) {
      const intent = ref
        ? await find(ref, { preorderId, userId })
        : await stripe.setupIntents.create({
            customer: await customerOf(preorderId, contact),
            automatic_payment_methods: { enabled: true },
            usage: "off_session",
            metadata: { preorder: preorderId, account: userId },
          });
      const method = intent && keptBy(intent);
      if (intent?.status === "succeeded" && method) return { state: "kept", method };
      if (!intent || intent.status === "canceled") return { state: "failed", reason: "cancelled" };
      return { state: "needs_action", clientSecret: intent.client_secret ?? "" };
    },
    describe: async ({ ref }) => factsOf(await stripe.paymentMethods.retrieve(ref)),
    async forget({ ref }) {
      await stripe.paymentMethods.detach(ref).catch((error: unknown) => {
        // It is not attached to anybody any more.
        if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
      });
    },
  };

  /** One of this order's and this account's own; null for anything else that a browser may name. */
  async function find(
    ref: string,
    { preorderId, userId }: { preorderId: string; userId: string },
  ): Promise<Stripe.SetupIntent | null> {
    try {
      const intent = await stripe.setupIntents.retrieve(ref);
      const { preorder, account = userId } = intent.metadata ?? {};
      return preorder === preorderId && account === userId ? intent : null;
    } catch (error) {
      if (error instanceof Stripe.errors.StripeInvalidRequestError) return null;
      throw error;
    }
  }
}
