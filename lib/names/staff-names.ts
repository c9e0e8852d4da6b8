import type { Database } from "#lib/db.ts";
import { foldName } from "#lib/names/fold-name.ts";
import { imitates } from "#lib/names/imitates.ts";

const trustedForMs = 30_000;

/** What the shop and its people are called, folded: whoever has a role of the shop or of one show. Read again every half minute. */
export class StaffNames {
  readonly #db: Database;
  #folded: ReadonlySet<string> = new Set();
  #readAt = Number.NEGATIVE_INFINITY;
  #reading: Promise<ReadonlySet<string>> | undefined;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Whether somebody who is not of the shop may not be called so, by what was known half a minute ago. */
  async areImitatedBy(name: string): Promise<boolean> {
    return imitates(name, await this.#read());
  }

  /** The same, by what is known now. */
  async areNowImitatedBy(name: string): Promise<boolean> {
    this.forget();
    return this.areImitatedBy(name);
  }

  forget() {
    this.#readAt = Number.NEGATIVE_INFINITY;
  }

  async #read(): Promise<ReadonlySet<string>> {
    if (performance.now() - this.#readAt < trustedForMs) return this.#folded;
    this.#reading ??= this.#ask().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #ask() {
    const rows = await this.#db.$queryRaw<{ name: string }[]>`
      SELECT name FROM "user" WHERE role NOT IN ('guest', 'viewer') AND role <> 'tester'
      UNION SELECT u.name FROM show_role r JOIN "user" u ON u.id = r.user_id
      UNION SELECT name FROM shop`;
    this.#folded = new Set(rows.map(({ name }) => foldName(name)).filter(Boolean));
    this.#readAt = performance.now();
    return this.#folded;
  }
}
