import { type Database, isRetryable } from "#lib/db.ts";
import type { Boards } from "#lib/live/boards.ts";
import type { Publisher } from "#lib/live/publish.ts";
import type { Statements } from "#lib/statements.ts";
import type { Prisma } from "#prisma/client/client.ts";
import { Announcer, type News } from "./announce.ts";
import { announcePlaces } from "./announce-places.ts";
import { readBuyerMarks } from "./buyer-marks.ts";
import { DepositBatcher } from "./deposit-batcher.ts";
import { OrderBatcher } from "./order-batcher.ts";
import { QueueBatcher } from "./queue-batcher.ts";
import { SoldOutMemory } from "./sold-out.ts";
import { Write } from "./write.ts";

const mostTries = 3;

/**
 * The way to everything that moves orders, stock, drops, queues and the money of orders. The calls beside this file need a
 * `Write`, and a `Write` comes only from `commit` or `once`, which announce after the commit what the calls have changed: so
 * nobody can move a thing and forget to tell of it, or tell of what was rolled back.
 */
export class Engine {
  /** Editions and drops that are known to have nothing left. */
  readonly soldOut: SoldOutMemory;
  readonly orders: OrderBatcher;
  readonly queue: QueueBatcher;
  readonly deposits: DepositBatcher;
  readonly #db: Database;
  readonly #hot: Statements;
  readonly #publish: Publisher;
  readonly #announcer: Announcer;

  constructor({ db, hot, publish, boards }: { db: Database; hot: Statements; publish: Publisher; boards: Boards }) {
    this.soldOut = new SoldOutMemory((editionId, since) => readBuyerMarks(db, editionId, since));
    this.#db = db;
    this.#hot = hot;
    this.#publish = publish;
    this.#announcer = new Announcer({ publish, boards, soldOut: this.soldOut });
    const batching = { db: hot, announcer: this.#announcer };
    this.orders = new OrderBatcher({ ...batching, soldOut: this.soldOut });
    this.queue = new QueueBatcher(batching);
    this.deposits = new DepositBatcher(batching);
  }

  /**
   * Runs `work` in one transaction. What it throws undoes all of it, and nothing is announced. One that the database broke off
   * because two waited for each other runs again, so `work` touches nothing but the transaction.
   */
  async commit<Result>(
    work: (write: Write<Prisma.TransactionClient>) => Promise<Result>,
    options?: { timeout?: number },
  ): Promise<Result> {
    for (let tries = 1; ; tries += 1) {
      const news: News[] = [];
      const done = await this.#db
        .$transaction(async (tx) => ({ result: await work(new Write(tx, news)) }), options)
        .catch((error: unknown) => {
          if (tries === mostTries || !isRetryable(error)) throw error;
        });
      if (!done) continue;
      this.#announce(news);
      return done.result;
    }
  }

  /** Runs a call outside a transaction: each of its statements is one by itself, announced also when a later one fails. */
  async once<Result>(call: (write: Write) => Promise<Result>): Promise<Result> {
    const news: News[] = [];
    try {
      return await call(new Write(this.#db, news));
    } finally {
      this.#announce(news);
    }
  }

  /** After the draw of a drop everybody in its queue hears how it went, whichever process and statement opened it. */
  announcePlaces(dropId: string): Promise<void> {
    return announcePlaces({ db: this.#hot, publish: this.#publish }, dropId);
  }

  /** Resolves when nothing waits in a batch or is in flight. */
  async drain(): Promise<void> {
    await Promise.all([this.orders.drain(), this.queue.drain(), this.deposits.drain()]);
  }

  #announce(news: News[]): void {
    for (const one of news) this.#announcer.announce({ ...one, orders: [] });
    this.#announcer.announce({ orders: news.flatMap(({ orders = [] }) => orders) });
  }
}
