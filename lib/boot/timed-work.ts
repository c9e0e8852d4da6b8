import type { TimedWork } from "#lib/jobs/timed-work.ts";
import { paymentCompletion } from "#lib/payments/complete-payments.ts";
import { holdExpiry } from "#lib/preorders/expire-holds.ts";

/** What the database's clock sets off, in every process. */
export const timedWork: TimedWork[] = [holdExpiry, paymentCompletion];
