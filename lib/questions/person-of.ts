import type { Buyer } from "#lib/accounts/gate.ts";
import type { Origin } from "#lib/live/speakers.ts";

/** Who counts once: an account, or the browser of a guest, who may have as many accounts as they like. */
export function personOf({ id, isAnonymous }: Buyer, { device }: Origin): string {
  return isAnonymous && device ? `device:${device}` : id;
}
