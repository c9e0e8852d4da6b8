import { LRUCache } from "lru-cache";
import type { Database } from "#lib/db.ts";
import { defaultTerms } from "./default-terms.ts";
import { compileTerms, type TermList } from "./match-terms.ts";
import { mostTerms, termKind } from "./schema.ts";

/** Shows whose own lists are kept ready at a time; each has at most `mostTerms.show` terms. */
const keptShows = 50;
const everywhere = "everywhere";

/** The word lists of the chats, made ready when first needed and again after the database told of a change. */
export class TermMemory {
  readonly #db: Database;
  readonly #lists = new LRUCache<string, Promise<TermList>>({ max: keptShows });

  constructor(db: Database) {
    this.#db = db;
  }

  /** Those that hold in a show, with the list that comes with the product where it is wanted. */
  lists(showId: string, { ownList }: { ownList: boolean }): Promise<TermList[]> {
    return Promise.all([this.#listOf(everywhere), this.#listOf(showId), ...(ownList ? [defaultList] : [])]);
  }

  forget() {
    this.#lists.clear();
  }

  #listOf(place: string): Promise<TermList> {
    const known = this.#lists.get(place);
    if (known) return known;
    const reading = this.#read(place).catch((error: unknown) => {
      if (this.#lists.get(place) === reading) this.#lists.delete(place);
      throw error;
    });
    this.#lists.set(place, reading);
    return reading;
  }

  async #read(place: string): Promise<TermList> {
    const isAll = place === everywhere;
    const rows = await this.#db.chatTerm.findMany({
      where: { showId: isAll ? null : place },
      orderBy: [{ at: "asc" }, { id: "asc" }],
      take: isAll ? mostTerms.everywhere : mostTerms.show,
    });
    return compileTerms(rows.map(({ term, kind }) => ({ term, kind: termKind.parse(kind) })));
  }
}

const defaultList = compileTerms(defaultTerms);
