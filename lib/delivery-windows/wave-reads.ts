import type { WaveView } from "#lib/catalog/schema.ts";
import type { Database } from "#lib/db.ts";
import { asksCountry } from "#lib/engine/sql.ts";

type Waves = {
  seq: number;
  waves: Omit<WaveView, "id">[];
  /** Whether its orders go to a country, whose days are then counted in. */
  asksCountry: boolean;
};

/** The waves of an edition as they stand; a crowd that asks at once shares one look at the database. */
export class WaveReads {
  readonly #db: Database;
  readonly #reading = new Map<string, Promise<Waves | null>>();

  constructor(db: Database) {
    this.#db = db;
  }

  /** Null when there is no such edition. */
  read(editionId: string): Promise<Waves | null> {
    const reading = this.#reading.get(editionId) ?? this.#look(editionId);
    this.#reading.set(editionId, reading);
    return reading;
  }

  async #look(editionId: string): Promise<Waves | null> {
    try {
      const [row] = await this.#db.$queryRaw<(Omit<Waves, "seq"> & { seq: bigint })[]>`
        SELECT i.ledger_seq AS seq, ${asksCountry("i.edition_id")} AS "asksCountry", coalesce((SELECT jsonb_agg(jsonb_build_object('capacity', v.capacity, 'allocated', v.allocated,
          'start', v.window_start, 'end', v.window_end) ORDER BY v.position) FROM delivery_wave v WHERE v.edition_id = i.edition_id), '[]') AS waves
        FROM inventory i WHERE i.edition_id = ${editionId}::uuid`;
      return row ? { ...row, seq: Number(row.seq) } : null;
    } finally {
      this.#reading.delete(editionId);
    }
  }
}
