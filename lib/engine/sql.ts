import { Prisma } from "#prisma/client/client.ts";

/**
 * What a query outside this folder may ask the engine about rows that it reads, as parts of its SQL. The arguments are names
 * of columns or aliases in that query, never values.
 */

/** What is still to be paid of an order, in minor units. */
export const balanceOwed = (orderId: string) => Prisma.raw(`balance_owed(${orderId})`);

/** Whether a charge that an order holds money of is disputed and nobody decided yet. */
export const isDisputedIn = (orderId: string) => Prisma.raw(`is_disputed(${orderId})`);

/** How long a lock can be taken back. */
export const undoTime = Prisma.raw("undo_time()");

/** A drop as everybody may see it; `dropRow` parses it. */
export const dropColumn = (drop: string) => Prisma.raw(`drop_line(${drop})`);

/** An entry of a queue with its place, as a row; drawn ones have it before it is written into them. */
export const placedEntry = (entry: string) => Prisma.raw(`drawn_place(${entry})`);

/** People and units that wait before such an entry, as a row. */
export const aheadOf = (entry: string) => Prisma.raw(`ahead_of(${entry})`);

/** The wave that an order of so many units would stand in, as a row. */
export const fittingWave = (editionId: string, quantity: string) => Prisma.raw(`fit_wave(${editionId}, ${quantity})`);

/** The editions that an edition shares its limit per person with, itself among them; none where it stands alone. */
export const variantsOf = (editionId: string) => Prisma.raw(`variants_of(ARRAY[${editionId}])`);

/** Locks the stock of the editions that a query names, and of their variants, before anything of theirs. */
export const lockStock = (editions: Prisma.Sql) => Prisma.sql`SELECT FROM lock_stock(ARRAY(${editions}))`;

/** Whether an order of an edition must say which country it goes to; and what the way there costs, null where it is not shipped to. */
export const asksCountry = (editionId: string) => Prisma.raw(`asks_country(${editionId})`);
export const shippingFee = (editionId: string, country: string, currency: string, quantity: string) =>
  Prisma.raw(`shipping_fee(${editionId}, ${country}, ${currency}, ${quantity})`);

/**
 * The day on which an edition arrives that leaves on `day`, the way of an order `o` to its city counted in, else that to `country` where
 * one is asked for; `which` is 0 for the first day of a window, 1 for its last.
 */
export const arrivalOf = (day: string, editionId: string, country: string, which: 0 | 1) =>
  Prisma.raw(
    `arrival(${day}, city_days(o.city_id), zone_days(CASE WHEN asks_country(${editionId}) THEN ${country} END), ${which})`,
  );

/** The zone that orders to a country are shipped in; null where there is none. */
export const zoneOf = (country: string) => Prisma.raw(`zone_of(${country})`);

/** Stock of edition `e` from its inventory `i`, as `LiveStock`; `seq` is a bigint. */
export const stockColumns = Prisma.sql`e.id AS "editionId", i.ledger_seq AS seq, i.available - i.pooled AS available, i.pooled, i.held, i.sold, i.returned,
  next_window(e.id) AS window, e.sales_open AS "salesOpen"`;
