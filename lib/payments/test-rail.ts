import { createHash } from "node:crypto";
import type { Rail } from "#lib/payments/rail.ts";

/** Moves no money: the card named in the request decides. References follow from the key, so a repeat has one effect. */
export const testRail: Rail = {
  name: "test",
  async charge({ key, card }) {
    if (card === "decline") return { state: "failed", reason: "card_declined" };
    if (card === "needs_action") return { state: "needs_action", ref: reference("act", key) };
    return { state: "captured", ref: reference("ch", key) };
  },
  async refund({ key }) {
    return { ref: reference("re", key) };
  },
};

function reference(kind: string, key: string): string {
  return `test_${kind}_${createHash("sha256").update(key).digest("hex").slice(0, 24)}`;
}
