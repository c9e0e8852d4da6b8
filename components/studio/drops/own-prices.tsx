import { Money } from "#components/ui/money.tsx";
import type { LiveDrop } from "#lib/live/contract.ts";

/** What a drop costs in each currency where that is not what the shop asks, after what else is said of it. */
export function OwnPrices({ drop }: { drop: LiveDrop }) {
  return drop.prices?.map(({ currency, priceMinor }) => (
    <span key={currency}>
      {" · "}
      <Money minor={priceMinor} currency={currency} />
    </span>
  ));
}
