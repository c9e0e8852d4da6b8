import type { Queryable } from "#lib/db.ts";
import type { News } from "./announce.ts";

/** One transaction of the engine, and what is to be told when it is committed. Only `Engine` makes one. */
export class Write<Transaction extends Queryable = Queryable> {
  readonly tx: Transaction;
  readonly #news: News[];

  constructor(tx: Transaction, news: News[]) {
    this.tx = tx;
    this.#news = news;
  }

  /** Leaves word of what a call has just changed. */
  tell(news: News) {
    this.#news.push(news);
  }
}
