import { z } from "zod";

/** Every way money may come; which of them a shop offers, its settings say. */
export const railName = z.enum(["stripe", "manual", "test"]);

/** Why a due balance could not be charged, as far as there are words for it. A rail may say more; then it is `declined`. */
export const balanceFailure = z
  .enum([
    "insufficient_funds",
    "expired_card",
    "authentication_required",
    "nothing_kept",
    "transfer_missing",
    "declined",
  ])
  .catch("declined");
