import { serverTime } from "#components/ui/clock.ts";
import type { PreorderReceipt } from "#lib/preorders/schema.ts";

/**
 * One try at one edition, kept in this tab until it has succeeded or was refused for good: a double click, a reload or
 * a retry after a cut line carries the same key and body, and the server answers with the same order.
 */
export type Attempt = {
  key: string;
  quantity: number;
  contact: string | null;
  currency: string | null;
  cityId: string | null;
  /** Asked for without an answer yet, so key and body may not change. */
  isAsked: boolean;
  receipt: PreorderReceipt | null;
};

export function openAttempt(editionId: string): Attempt {
  const kept = sessionStorage.getItem(place(editionId));
  if (kept) {
    const attempt: Attempt = JSON.parse(kept);
    if (!isOver(attempt)) return attempt;
  }
  return keepAttempt(editionId, {
    key: newKey(),
    quantity: 1,
    contact: null,
    currency: null,
    cityId: null,
    isAsked: false,
    receipt: null,
  });
}

/** Whether this tab still holds units of the edition, or does not know. */
export function isUnfinished(editionId: string): boolean {
  const { isAsked, receipt } = openAttempt(editionId);
  return isAsked || receipt !== null;
}

export function keepAttempt(editionId: string, attempt: Attempt): Attempt {
  sessionStorage.setItem(place(editionId), JSON.stringify(attempt));
  return attempt;
}

export function forgetAttempt(editionId: string): void {
  sessionStorage.removeItem(place(editionId));
}

function isOver({ receipt }: Attempt): boolean {
  return receipt?.holdExpiresAt != null && Date.parse(receipt.holdExpiresAt) <= serverTime();
}

function place(editionId: string): string {
  return `preorder:${editionId}`;
}

/** Not randomUUID, which a page served over plain http in a home network does not have. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
