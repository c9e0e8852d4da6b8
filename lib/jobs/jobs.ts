import { setTimeout as pause } from "node:timers/promises";
import { PgBoss } from "pg-boss";
import { type Database, poolSettings } from "#lib/db.ts";
import { every } from "#lib/jobs/every.ts";
import type { TimedWork } from "#lib/jobs/timed-work.ts";
import { log } from "#lib/log.ts";

type Queue = { work: TimedWork; workerId: string; sentAt: number };

/** The name that pg-boss' own connections bear in the database. No request ever uses one. */
export const jobConnections = "launchroom jobs";

const lookEvery = 1000;
const quietFor = 60_000;
const hour = 3600;

/**
 * Timed work through pg-boss. Once a second every process asks, in one statement, what is due. What is due becomes a job of its
 * second by the database's clock, so that several processes make one, and whoever comes first runs it. A job that dies with its
 * process is made again a second later, since its work is still due.
 */
export class Jobs {
  readonly #boss: PgBoss;
  readonly #db: Database;
  readonly #works: TimedWork[];
  readonly #question: string;
  readonly #queues = new Map<string, Queue>();
  #opening: Promise<void> | undefined;
  #look: ReturnType<typeof every> | undefined;
  #isStopped = false;
  readonly #complainedAt = new Map<string, number>();

  constructor({ databaseUrl, db, works }: { databaseUrl: string; db: Database; works: TimedWork[] }) {
    this.#db = db;
    this.#works = works;
    const cases = works.map(({ name, due }) => `SELECT '${name}' AS name WHERE ${due}`);
    this.#question = cases.join("\nUNION ALL ");
    this.#boss = new PgBoss({
      ...poolSettings(databaseUrl, 2),
      application_name: jobConnections,
      // Its tables come with our migrations; at run time it needs no right to make or change one.
      migrate: false,
      createSchema: false,
      reindex: false,
      schedule: false,
      registerInstance: false,
      monitorVacuum: false,
      maintenanceIntervalSeconds: 600,
      queueCacheIntervalSeconds: hour,
      flowIntervalSeconds: hour,
      openTelemetry: { enabled: false },
    });
    this.#boss.on("error", (error) => this.#complain("pg-boss", error));
  }

  /** Resolves when the work is looked after, however long the database takes to let it in; nobody needs to wait for it. */
  start(): Promise<void> {
    this.#opening ??= this.#open();
    return this.#opening;
  }

  async #open() {
    if (this.#works.length === 0) return;
    while (!this.#isStopped) {
      try {
        await this.#boss.start();
        await this.#hire();
        this.#look = every(lookEvery, () => this.#sendDue());
        return;
      } catch (error) {
        this.#complain("pg-boss", error);
        await pause(1000);
      }
    }
  }

  async #hire() {
    for (const work of this.#works.filter(({ name }) => !this.#queues.has(name))) {
      await this.#boss.createQueue(work.name, {
        // One waits at most; any number may run, so that one whose process was killed stops nobody.
        policy: "short",
        retryLimit: 0,
        expireInSeconds: 60,
        retentionSeconds: 600,
        deleteAfterSeconds: hour,
      });
      const workerId = await this.#boss.work(work.name, { pollingIntervalSeconds: 10 }, () => this.#run(work));
      this.#queues.set(work.name, { work, workerId, sentAt: Number.NEGATIVE_INFINITY });
    }
  }

  /** Lets what runs come to its end, for five seconds. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#opening;
    await this.#look?.stop();
    if (this.#works.length > 0) await this.#boss.stop({ timeout: 5000 });
  }

  async #sendDue() {
    const due = await this.#db.$queryRawUnsafe<{ name: string }[]>(this.#question);
    await Promise.all(due.map(({ name }) => this.#send(name)));
  }

  async #send(name: string) {
    const queue = this.#queues.get(name);
    const now = performance.now();
    // A timer may be a little early: half a look counts as on time.
    if (!queue || now - queue.sentAt < queue.work.every * 1000 - lookEvery / 2) return;
    await this.#boss.send(name, null, { singletonSeconds: queue.work.every });
    queue.sentAt = now;
    // Also when another process made it first: that one may have died since, and its job waits.
    this.#boss.notifyWorker(queue.workerId);
  }

  async #run({ name, work }: TimedWork) {
    try {
      await work();
    } catch (error) {
      this.#complain(name, error);
      throw error;
    }
    // What was done may be what other work waited for.
    await this.#sendDue().catch((error: unknown) => this.#complain(name, error));
  }

  /** A database that is away, or a mail server, is in trouble for minutes, and every try says so. */
  #complain(of: string, error: unknown) {
    const now = performance.now();
    if (now - (this.#complainedAt.get(of) ?? Number.NEGATIVE_INFINITY) < quietFor) return;
    this.#complainedAt.set(of, now);
    log.warn({ event: "job_queue_failed", err: error, of }, "the job queue failed; retrying");
  }
}
