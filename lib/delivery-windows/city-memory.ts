import { z } from "zod";
import type { Database } from "#lib/db.ts";
import { type CityView, cityView } from "#lib/delivery-windows/schema.ts";

/** The cities that orders go to, read once and again after the database told of a change. */
export class CityMemory {
  readonly #db: Database;
  #reading: Promise<CityView[]> | undefined;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Open cities in their order. */
  list(): Promise<CityView[]> {
    this.#reading ??= this.#read();
    return this.#reading;
  }

  forget() {
    this.#reading = undefined;
  }

  #read(): Promise<CityView[]> {
    const reading = this.#db.deliveryCity
      .findMany({
        where: { open: true },
        orderBy: [{ position: "asc" }, { name: "asc" }],
        select: { id: true, name: true, language: true, texts: true, firstDays: true, lastDays: true },
      })
      .then((rows) => z.array(cityView).parse(rows))
      .catch((error: unknown) => {
        if (this.#reading === reading) this.forget();
        throw error;
      });
    return reading;
  }
}
