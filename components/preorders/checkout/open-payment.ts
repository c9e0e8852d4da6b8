import type { PreorderView } from "#lib/preorders/schema.ts";

/** The deposit that a rail is still deciding on. */
export function openPayment({ state, payments }: PreorderView) {
  const last = payments.filter(({ kind }) => kind === "DEPOSIT").at(-1);
  return state === "HELD" && last?.state === "PENDING" ? last : undefined;
}
