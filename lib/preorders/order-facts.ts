import { lacksAddress } from "#lib/addresses/view.ts";
import type { Uses } from "#lib/container.ts";
import type { OrderFacts } from "#lib/notices/kinds/order.ts";
import type { PreorderView } from "#lib/preorders/schema.ts";
import { orderNumber } from "#lib/preorders/view.ts";

const day = 86_400_000;

/** What mails and calendars say of an order, as it stands now. */
export function orderFactsOf({ orderLinks }: Uses<"orderLinks">, order: PreorderView): OrderFacts {
  const {
    id,
    quantity,
    currency,
    totalMinor,
    shippingMinor,
    taxMinor,
    depositMinor,
    window,
    city,
    state,
    placedAt,
    refundableUntil,
    lockBy,
  } = order;
  return {
    id,
    number: orderNumber(id),
    product: order.product.name,
    edition: order.edition.name,
    quantity,
    currency,
    totalMinor,
    shippingMinor,
    taxMinor,
    depositMinor,
    window,
    city,
    lacksAddress: lacksAddress(order),
    link: orderLinks.to(order),
    deadlines: {
      refundableUntil: refundableUntil > placedAt ? refundableUntil : null,
      lockBy,
      isOpen: state === "HELD" || state === "RESERVED",
      isGone: state === "EXPIRED" || state === "CANCELLED",
      sequence: sequenceOf(order),
    },
  };
}

/** Seconds to the last change of the order, its promises and its days to lock only ever grow: so their sum grows with every change. */
function sequenceOf({ placedAt, stateChangedAt, lockBy, promise }: PreorderView): number {
  const placed = Date.parse(placedAt);
  const changed = Math.max(Date.parse(stateChangedAt), ...promise.map(({ at }) => Date.parse(at)));
  const daysToLock = lockBy ? Math.round((Date.parse(lockBy) - placed) / day) : 0;
  return Math.ceil((changed - placed) / 1000) + promise.length + daysToLock;
}
