import type { Database } from "#lib/db.ts";
import type { ShippingZone } from "#lib/shipping/schema.ts";

/** The zones that orders are shipped to, read once and again after the database told of a change. */
export class ShippingMemory {
  readonly #db: Database;
  #reading: Promise<ShippingZone[]> | undefined;

  constructor(db: Database) {
    this.#db = db;
  }

  /** In the owner's order. */
  zones(): Promise<ShippingZone[]> {
    this.#reading ??= this.#load();
    return this.#reading;
  }

  forget() {
    this.#reading = undefined;
  }

  #load(): Promise<ShippingZone[]> {
    const reading = readZones(this.#db).catch((error: unknown) => {
      if (this.#reading === reading) this.forget();
      throw error;
    });
    return reading;
  }
}

export async function readZones(db: Pick<Database, "shippingZone">): Promise<ShippingZone[]> {
  const rows = await db.shippingZone.findMany({
    orderBy: [{ position: "asc" }, { name: "asc" }],
    select: {
      name: true,
      isRest: true,
      firstDays: true,
      lastDays: true,
      countries: { select: { country: true }, orderBy: { country: "asc" } },
      fees: {
        select: { currency: true, fromGrams: true, feeMinor: true },
        orderBy: [{ currency: "asc" }, { fromGrams: "asc" }],
      },
    },
  });
  return rows.map(({ countries, fees, ...zone }) => ({
    ...zone,
    countries: countries.map(({ country }) => country),
    fees: fees.map((fee) => ({ ...fee, feeMinor: Number(fee.feeMinor) })),
  }));
}
