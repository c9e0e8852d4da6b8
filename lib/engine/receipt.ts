import { taxInside } from "#lib/money.ts";
import type { PlaceRequest } from "./order-requests.ts";
import type { Judged, ReplayedOrder } from "./place-answer.ts";
import { shiftWindow } from "./shift-window.ts";

/** A new order as its buyer is answered. A replay answers byte for byte what the first answer said. */
export type Receipt = {
  id: string;
  editionId: string;
  dropId: string | null;
  cityId: string | null;
  country: string | null;
  quantity: number;
  unitMinor: number;
  totalMinor: number;
  shippingMinor: number;
  taxMinor: number;
  taxBp: number;
  depositMinor: number;
  currency: string;
  state: "HELD" | "RESERVED";
  placedAt: string;
  holdExpiresAt: string | null;
  refundableUntil: string;
  window: { start: string; end: string } | null;
};

type Pool = { editionId: string; dropId: string | null };

/** The receipt of the request at `index` of a batch, which was placed. */
export function receiptOfNew(request: PlaceRequest, index: number, batch: Judged, pool: Pool): Receipt {
  const price = batch.prices[(batch.priceOf[index] ?? 0) - 1];
  if (!price) throw new Error("place_preorders placed an order without a price");
  const [currency, unitMinor, deposit, taxBp] = price;
  const { quantity } = request;
  const shippingMinor = batch.feeOf[index] ?? 0;
  const totalMinor = unitMinor * quantity + shippingMinor;
  const depositMinor = deposit * quantity;
  const owed = depositMinor > 0;
  return {
    id: request.id,
    editionId: pool.editionId,
    dropId: pool.dropId,
    cityId: request.cityId,
    country: batch.asksCountry ? (request.country ?? null) : null,
    quantity,
    unitMinor,
    totalMinor,
    shippingMinor,
    taxMinor: taxInside(totalMinor, taxBp),
    taxBp,
    depositMinor,
    currency,
    state: owed ? "HELD" : "RESERVED",
    placedAt: batch.at,
    holdExpiresAt: owed ? batch.holdExpiresAt : null,
    refundableUntil: batch.refundableUntil,
    window: windowOf(request, batch.waveOf[index] ?? null, batch),
  };
}

/** Only what never changes on the row. */
export function receiptOfRow(row: ReplayedOrder): Receipt {
  const { window_start: start, window_end: end } = row;
  const owed = row.deposit_minor > 0;
  return {
    id: row.id,
    editionId: row.edition_id,
    dropId: row.drop_id,
    cityId: row.city_id,
    country: row.country,
    quantity: row.quantity,
    unitMinor: row.unit_minor,
    totalMinor: row.total_minor,
    shippingMinor: row.shipping_minor,
    taxMinor: row.tax_minor,
    taxBp: row.tax_bp,
    depositMinor: row.deposit_minor,
    currency: row.currency,
    state: owed ? "HELD" : "RESERVED",
    placedAt: row.placed_at,
    holdExpiresAt: owed ? (row.promised_hold ?? row.hold_expires_at) : null,
    refundableUntil: row.refundable_until,
    window: start && end ? { start, end } : null,
  };
}

function windowOf({ cityId, country }: PlaceRequest, wave: number | null, { windows, cities, zones }: Judged) {
  const window = wave === null ? undefined : windows?.[wave - 1];
  if (!window) return null;
  const [start, end] = window;
  const toCity = cityId ? cities?.[cityId] : undefined;
  const days = toCity ?? (country ? zones?.[country] : undefined);
  const isWorking = toCity === undefined;
  return shiftWindow({ start, end }, days ? { firstDays: days[0], lastDays: days[1], isWorking } : null);
}
