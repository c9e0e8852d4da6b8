import { newKey } from "#components/session/new-key.ts";
import { serverTime } from "#components/ui/clock.ts";
import type { PreorderReceipt } from "#lib/preorders/schema.ts";
import type { Offer } from "./offer.ts";

/**
 * One try at one edition, or at one drop, kept in this tab until it has succeeded or was refused for good: a double click, a reload or
 * a retry after a cut line carries the same key and body, and the server answers with the same order.
 */
export type Attempt = {
  key: string;
  quantity: number;
  contact: string | null;
  currency: string | null;
  cityId: string | null;
  /** Where it is shipped to; null where nobody asks. */
  country: string | null;
  /** A priority code, for a place in a line only. */
  code: string | null;
  /** Asked for without an answer yet, so key and body may not change. */
  isAsked: boolean;
  /** What was asked for; null before. */
  offer: Offer | null;
  receipt: PreorderReceipt | null;
};

/** `what` is the id of the edition, or of the drop. */
export function openAttempt(what: string): Attempt {
  const kept = sessionStorage.getItem(place(what));
  if (kept) {
    const attempt: Attempt = JSON.parse(kept);
    if (!isOver(attempt)) return attempt;
  }
  return keepAttempt(what, freshAttempt(newKey()));
}

/** Nothing was asked for under this key. */
export function freshAttempt(key: string): Attempt {
  return {
    ...{ key, quantity: 1, contact: null, currency: null, cityId: null, country: null, code: null },
    ...{ isAsked: false, offer: null, receipt: null },
  };
}

/** Whether this tab still holds units of the edition, or does not know. */
export function isUnfinished(editionId: string): boolean {
  const { isAsked, receipt } = openAttempt(editionId);
  return isAsked || receipt !== null;
}

export function keepAttempt(what: string, attempt: Attempt): Attempt {
  sessionStorage.setItem(place(what), JSON.stringify(attempt));
  return attempt;
}

export function forgetAttempt(what: string): void {
  sessionStorage.removeItem(place(what));
}

function isOver({ receipt }: Attempt): boolean {
  return receipt?.holdExpiresAt != null && Date.parse(receipt.holdExpiresAt) <= serverTime();
}

function place(what: string): string {
  return `preorder:${what}`;
}
