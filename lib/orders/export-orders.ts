import type { MoneyReader } from "#lib/accounts/gate.ts";
import { may } from "#lib/accounts/rights.ts";
import type { AddressView } from "#lib/addresses/schema.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import { zoneOf } from "#lib/engine/sql.ts";
import { listOrders } from "#lib/orders/queries.ts";
import type { OrderFilter, OrderRow } from "#lib/orders/schema.ts";
import { orderNumber } from "#lib/preorders/view.ts";

const columns = [
  "order_number",
  "order_id",
  "placed_at",
  "state",
  "sku",
  "product",
  "edition",
  "quantity",
  "currency",
  "total_minor",
  "paid_minor",
  "buyer",
  "contact",
  "show",
  "flagged",
  "shipping_minor",
  "shipping_zone",
  "carrier",
  "parcel_sent_at",
  "parcel_returned_at",
  "gifts",
];
/** For those who may see where people live. */
const addressNames = [
  "ship_name",
  "ship_company",
  "ship_street",
  "ship_district",
  "ship_locality",
  "ship_region",
  "ship_postcode",
  "ship_country",
  "ship_phone",
  "tracking",
];
const rowsAtOnce = 1000;

/**
 * All orders of a filter as CSV (RFC 4180, UTF-8 with a mark for spreadsheets), newest first, as they are read: money in minor
 * units beside its currency; where each goes, and the number it is followed by, only for whoever may see that. That it left the house is on record.
 */
export async function* exportOrders(app: Uses<"db">, reader: MoneyReader, filter: OrderFilter): AsyncGenerator<string> {
  await recordAct(app.db, {
    actorId: reader.id,
    action: "orders.exported",
    subject: "orders",
    after: filter,
  });
  const seesAddresses = may(reader, "seeAddresses");
  yield `\ufeff${[...columns, ...(seesAddresses ? addressNames : [])].join(",")}\r\n`;
  let after: string | undefined;
  do {
    const { orders, next } = await listOrders(app, reader, { ...filter, after, limit: rowsAtOnce });
    const ways = await waysOf(app, orders);
    const addresses = seesAddresses ? await addressesOf(app, orders) : null;
    yield orders
      .map((order) => {
        const way = ways.get(order.id);
        const where = addresses ? [...addressCells(addresses.get(order.id)), way?.tracking ?? ""] : [];
        return [...cellsOf(order), ...wayCells(way), ...where];
      })
      .map((cells) => `${cells.map(cell).join(",")}\r\n`)
      .join("");
    after = next ?? undefined;
  } while (after);
}

type Shipped = {
  id: string;
  shipping: bigint;
  zone: string | null;
  carrier: string | null;
  tracking: string | null;
  sentAt: Date | null;
  returnedAt: Date | null;
  gifts: string;
};

/** What the way of each costs, in which zone it lies today, and the parcel that left last. */
async function waysOf({ db }: Uses<"db">, orders: OrderRow[]): Promise<Map<string, Shipped>> {
  const rows = await db.$queryRaw<Shipped[]>`
    SELECT o.id::text, o.shipping_minor AS shipping, z.name AS zone, p.carrier, p.tracking, p.sent_at AS "sentAt", p.returned_at AS "returnedAt",
      coalesce((SELECT string_agg(g.gift, '; ' ORDER BY g.units) FROM goal g WHERE g.edition_id = o.edition_id AND g.reached_at IS NOT NULL
        AND o.state NOT IN ('EXPIRED', 'CANCELLED')), '') AS gifts
    FROM preorder o LEFT JOIN shipping_zone z ON o.country IS NOT NULL AND z.id = ${zoneOf("o.country")}
    LEFT JOIN LATERAL (SELECT * FROM parcel WHERE preorder_id = o.id ORDER BY sent_at DESC LIMIT 1) p ON true
    WHERE o.id = ANY (${orders.map(({ id }) => id)}::uuid[])`;
  return new Map(rows.map((row) => [row.id, row]));
}

function wayCells(way: Shipped | undefined): (string | number)[] {
  const { shipping = 0n, zone, carrier, sentAt, returnedAt, gifts = "" } = way ?? {};
  const moments = [sentAt?.toISOString() ?? "", returnedAt?.toISOString() ?? ""];
  return [Number(shipping), zone ?? "", carrier ?? "", ...moments, gifts];
}

async function addressesOf({ db }: Uses<"db">, orders: OrderRow[]): Promise<Map<string, AddressView>> {
  const rows = await db.orderAddress.findMany({ where: { preorderId: { in: orders.map(({ id }) => id) } } });
  return new Map(rows.map(({ preorderId, ...address }) => [preorderId, address]));
}

function addressCells(address: AddressView | undefined): string[] {
  if (!address) return addressNames.map(() => "");
  const { name, company, street, district, locality, region, postcode, country, phone } = address;
  return [name, company, street.replaceAll("\n", ", "), district, locality, region, postcode, country, phone];
}

function cellsOf(order: OrderRow): (string | number)[] {
  const { id, at, state, sku, product, edition, quantity, currency, totalMinor, paidMinor, buyer, contact } = order;
  const money = [currency, totalMinor, paidMinor];
  const people = [buyer, contact, order.show ?? "", order.flagged ? "yes" : ""];
  return [orderNumber(id), id, at, state, sku, product, edition, quantity, ...money, ...people];
}

/** Text that a spreadsheet would take for a formula is marked as text. */
function cell(value: string | number): string {
  if (typeof value === "number") return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
