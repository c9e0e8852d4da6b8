import { Refusal, type RefusalCode } from "#lib/refusal.ts";

/** Why nobody, or not this person, may order. */
const notSold = [
  "key_reused",
  "sales_closed",
  "sales_halted",
  "over_limit",
  "too_few_left",
  "sold_out",
  "currency_not_offered",
  "unknown_city",
  "country_required",
  "not_shipped_there",
  "drop_not_open",
  "drop_paused",
  "drop_over",
  "unknown_edition",
] as const;

/**
 * The words that each function of prisma/engine may answer with, as the comment above it lists them; a test compares the two.
 * An answer with another word does not parse.
 */
export const outcomesOf = {
  place_preorders: ["placed", "replayed", ...notSold],
  place_basket: ["placed", "replayed", "key_reused", "refused"],
  join_queue: [
    ...["waiting", "replayed", "key_reused", "available", "queue_full", "over_limit", "code_invalid"],
    ...["currency_not_offered", "unknown_city", "country_required", "not_shipped_there"],
    ...["drop_not_armed", "drop_paused", "drop_over", "sales_closed"],
    "unknown_edition",
  ],
  leave_queue: ["left", "not_found", "served"],
  bring_code: ["waiting", "not_found", "code_invalid", "code_too_late"],
  revoke_code: ["revoked", "not_found", "code_used"],
  lock_preorder: ["locked", "not_found", "not_lockable", "lock_over"],
  unlock_preorder: ["reserved", "not_found", "not_locked", "undo_over"],
  convert_preorder: [
    ...["converted", "not_found", "not_convertible", "terms_changed", "deposit_due", "paid_more"],
    ...notSold,
  ],
  transfer_preorder: ["transferred", "not_found", "not_transferable", "over_limit"],
  arm_drop: ["armed", "not_found", "too_few_left", "drop_wrong_state"],
  move_wave: ["moved", "not_found", "windows_out_of_order"],
  open_attempt: [
    ...["open", "paid", "another", "together", "changed"],
    ...["not_found", "hold_expired", "not_payable", "order_disputed", "rail_not_offered", "method_gone"],
  ],
  settle_balance: ["paid", "replayed", "too_late", "surplus"],
} as const;

/** Why place_on_sale, which asks before place_preorders does, admits a request no further. */
export const unpaidOutcomes = ["proof_required", "too_many_unpaid"] as const;

type Outcome = (typeof outcomesOf)[keyof typeof outcomesOf][number] | (typeof unpaidOutcomes)[number];

/** Something was done, now or before; of money, that it could not be: the caller gives it back. */
type Done =
  | ("placed" | "replayed" | "waiting" | "left" | "revoked" | "locked" | "reserved" | "converted" | "transferred")
  | ("armed" | "moved" | "open" | "another" | "together" | "changed" | "paid" | "too_late" | "surplus");

/** A word by which the engine says no. */
export type No = Exclude<Outcome, Done>;

type Said = { code: RefusalCode; field?: string; retryAfter?: number };

/** Units come free as holds are paid for, which takes people a while. */
const unpaidRetrySeconds = 10;

/** What every no of the engine is to whoever asked. A word that is missing here does not compile. */
const refusals: Record<No, Said> = {
  available: { code: "units_available" },
  code_invalid: { code: "code_invalid", field: "code" },
  code_too_late: { code: "code_too_late", field: "code" },
  code_used: { code: "code_used" },
  currency_not_offered: { code: "currency_not_offered" },
  deposit_due: { code: "deposit_due" },
  drop_not_armed: { code: "drop_not_armed" },
  drop_not_open: { code: "drop_not_open" },
  drop_over: { code: "drop_over" },
  drop_paused: { code: "drop_paused" },
  drop_wrong_state: { code: "drop_wrong_state" },
  hold_expired: { code: "hold_expired" },
  key_reused: { code: "key_reused" },
  method_gone: { code: "method_gone", field: "methodId" },
  queue_full: { code: "queue_full" },
  lock_over: { code: "lock_over" },
  not_convertible: { code: "not_convertible" },
  not_found: { code: "not_found" },
  not_lockable: { code: "not_lockable" },
  not_locked: { code: "not_locked" },
  not_payable: { code: "not_payable" },
  not_transferable: { code: "not_transferable" },
  order_disputed: { code: "order_disputed" },
  over_limit: { code: "over_limit" },
  paid_more: { code: "paid_more" },
  proof_required: { code: "proof_required", field: "proof" },
  rail_not_offered: { code: "rail_not_offered", field: "rail" },
  refused: { code: "basket_refused" },
  sales_closed: { code: "sales_closed" },
  sales_halted: { code: "sales_halted" },
  served: { code: "queue_served" },
  sold_out: { code: "sold_out" },
  terms_changed: { code: "terms_changed" },
  too_few_left: { code: "too_few_left" },
  too_many_unpaid: { code: "too_many_unpaid", retryAfter: unpaidRetrySeconds },
  undo_over: { code: "undo_over" },
  unknown_city: { code: "unknown_city" },
  country_required: { code: "country_required", field: "country" },
  not_shipped_there: { code: "not_shipped_there", field: "country" },
  unknown_edition: { code: "not_found" },
  windows_out_of_order: { code: "windows_out_of_order" },
};

/** The refusal that a no of the engine becomes; `detail` is for its reader. */
export function refusalOf(no: No, detail?: Record<string, unknown>): Refusal {
  const { code, ...facts } = refusals[no];
  return new Refusal(code, detail ? { ...facts, detail } : facts);
}
