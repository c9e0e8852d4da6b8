import { randomUUID } from "node:crypto";
import type { ChargeRequest, Rail } from "#lib/payments/rail.ts";
import { Refusal } from "#lib/refusal.ts";

/** A bank transfer outside the shop: a reference to write on it, and a person who says that it arrived or went back. */
export const manualRail: Rail = {
  name: "manual",
  prepare: null,
  charge: async (request) => ({ state: "processing", ref: transferReference(request) }),
  find: async (request) => ({ state: "processing", ref: transferReference(request) }),
  cancel: async (request) => ({ state: "failed", ref: transferReference(request), reason: "cancelled" }),
  refund: async ({ chargeRef, paymentId }) => ({
    state: "pending",
    ref: `${chargeRef}-R${paymentId.slice(0, 4).toUpperCase()}`,
  }),
  trial: async ({ amountMinor, currency }) => {
    const ref = transferReference({ paymentId: randomUUID() });
    return { hasWorked: true, ref, said: [`processing ${amountMinor} ${currency}`, "cancelled"] };
  },
  owns: () => Promise.resolve(false),
  readWebhook: () => Promise.reject(new Refusal("not_found")),
  vault: null,
};

// Letters and digits that cannot be mistaken for each other on paper; Crockford's base 32 of 60 bits of the payment's id.
const digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

function transferReference({ paymentId }: Pick<ChargeRequest, "paymentId">): string {
  let rest = BigInt(`0x${paymentId.replaceAll("-", "").slice(-15)}`);
  let text = "";
  for (let place = 0; place < 12; place += 1, rest /= 32n) text = `${digits[Number(rest % 32n)]}${text}`;
  return `LR-${text.slice(0, 4)}-${text.slice(4, 8)}-${text.slice(8)}`;
}
