import { editionSales, takesWaitlist } from "#components/catalog/sales-state.ts";
import type { EditionView } from "#lib/catalog/schema.ts";
import type { LiveDrop } from "#lib/live/contract.ts";
import { mayJoin } from "#lib/queue/view.ts";

/** What the one button of the sheet does right now: order units, take a place in a line, or nothing yet. */
export type Offer = {
  act: "order" | "line" | "waitlist" | "none";
  dropId: string | null;
  /** A priority code counts: on a waitlist, and before a drop opens. */
  takesCode: boolean;
};

type Question = {
  /** As the shop sells it. */
  edition: EditionView;
  drop: LiveDrop | undefined;
  quantity: number;
  /** The server has just said that nobody more can win in this line. */
  isFull: boolean;
};

/** In an armed drop people line up; in an open one they buy, or wait for those that are unpaid; afterwards the shop has its turn. */
export function offerNow({ edition, drop, quantity, isFull }: Question): Offer {
  if (drop?.status === "ARMED") return { act: drop.pausedAt ? "none" : "line", dropId: drop.id, takesCode: true };
  if (drop?.status === "OPEN") {
    if (drop.pausedAt) return { act: "none", dropId: drop.id, takesCode: false };
    if (drop.left > 0) return { act: "order", dropId: drop.id, takesCode: false };
    if (!isFull && mayJoin(drop, quantity)) return { act: "line", dropId: drop.id, takesCode: false };
  }
  const sales = editionSales(edition);
  if (sales === "open") return { act: "order", dropId: null, takesCode: false };
  const hasWaitlist = takesWaitlist(sales);
  return { act: hasWaitlist ? "waitlist" : "none", dropId: null, takesCode: hasWaitlist };
}
