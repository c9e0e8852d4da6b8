import { createHash } from "node:crypto";
import type { Uses } from "#lib/container.ts";
import type { Database } from "#lib/db.ts";
import type { TimedWork } from "#lib/jobs/timed-work.ts";
import type { Rate } from "#lib/rate-limit.ts";
import { Refusal } from "#lib/refusal.ts";

/** What is counted when it fails, across restarts and processes. Seconds. */
const rates = {
  /** Wrong passwords for one account from one network; those from a browser that the account knows are counted apart. */
  signIn: { points: 10, duration: 900 },
  /** Wrong passwords from one network, whatever the account. */
  signInByNetwork: { points: 200, duration: 900 },
  /** Cards that are tried out, by purse. */
  declines: { points: 10, duration: 600 },
  codeMisses: { points: 8, duration: 600 },
  codeMissesByNetwork: { points: 1000, duration: 600 },
  /** Wrong codes of mails, of one address in a day, and from one network. */
  mailedCodes: { points: 40, duration: 86_400 },
  mailedCodesByNetwork: { points: 200, duration: 900 },
  /** Wrong second factors of one account: from one network or known browser, from all it does not know in a day; and from one network. */
  factors: { points: 10, duration: 900 },
  factorsByAccount: { points: 60, duration: 86_400 },
  factorsByNetwork: { points: 200, duration: 900 },
  /** Letters to the shop: about one order, and from one network. */
  letters: { points: 10, duration: 3600 },
  lettersByNetwork: { points: 200, duration: 3600 },
  /** Exports of one's own data. */
  exports: { points: 10, duration: 3600 },
  /** Mails that somebody asks for: a code, a link to a new password, or to prove an address. */
  linksByMailbox: { points: 5, duration: 3600 },
  codesByMailbox: { points: 10, duration: 3600 },
  linksByNetwork: { points: 60, duration: 3600 },
  /** Invitations by one owner. */
  invitations: { points: 60, duration: 3600 },
  /** Mails to an address that nobody has proven, by the address, by the browser and by the network they were caused from. */
  mailsToStranger: { points: 12, duration: 3600 },
  mailsByDevice: { points: 40, duration: 3600 },
  mailsByNetwork: { points: 5000, duration: 3600 },
} as const satisfies Record<string, Rate>;

type Guess = keyof typeof rates;
export type Purse = [guess: Guess, key: string];
type Stopped = { key: string; leftMs: number };

const maxKnown = 50_000;

/**
 * Counts what guards guessing. Points are taken before the try and given back when it was no guess; or the try is let through while
 * there are some, and counted when it failed.
 */
export class Guesses {
  readonly #db: Database;
  /** When, by performance.now(), who was refused may try again. */
  readonly #stopped = new Map<string, number>();

  constructor(db: Database) {
    this.#db = db;
  }

  /** Takes one point of each before a try, so that many at once are not one. Refuses with rate_limited, and then takes none. */
  async take(purses: Purse[]): Promise<void> {
    this.#remember(purses);
    const stopped = await this.#count(purses);
    if (stopped.length === 0) return;
    await this.giveBack(purses);
    this.#refuse(stopped);
  }

  /** Refuses as taking would, and takes nothing: for tries that are bounded otherwise, and seldom fail. */
  async expect(purses: Purse[]): Promise<void> {
    this.#remember(purses);
    const points = purses.map(([guess]) => rates[guess].points);
    const stopped = await this.#db.$queryRaw<Stopped[]>`
      SELECT g.key, extract(epoch FROM g.until - now())::float8 * 1000 AS "leftMs"
      FROM unnest(${purses.map(toKey)}::text[], ${points}::int[]) a(key, points) JOIN guess_count g USING (key) WHERE g.spent >= a.points AND g.until > now()`;
    this.#refuse(stopped);
  }

  /** Counts a try that failed. */
  async spend(purses: Purse[]): Promise<void> {
    await this.#count(purses);
  }

  /** Takes a point of each list that has points of all in it; true stands for those, in order. */
  async takeEach(lists: Purse[][]): Promise<boolean[]> {
    const taken: boolean[] = [];
    for (const purses of lists)
      taken.push(
        await this.take(purses).then(
          () => true,
          (reason: unknown) => {
            if (reason instanceof Refusal) return false;
            throw reason;
          },
        ),
      );
    return taken;
  }

  async giveBack(purses: Purse[]): Promise<void> {
    await this.#db.$executeRaw`
      WITH mine AS (SELECT key FROM guess_count WHERE key = ANY (${purses.map(toKey)}::text[]) ORDER BY key FOR UPDATE)
      UPDATE guess_count g SET spent = g.spent - 1 FROM mine WHERE g.key = mine.key AND g.spent > 0`;
  }

  /** Forgets what was counted. */
  async clear(purses: Purse[]): Promise<void> {
    const keys = purses.map(toKey);
    for (const key of keys) this.#stopped.delete(key);
    await this.#db.$executeRaw`DELETE FROM guess_count WHERE key = ANY (${keys}::text[])`;
  }

  /** Those of which more was taken than there is, with the milliseconds until there is again. */
  async #count(purses: Purse[]): Promise<Stopped[]> {
    const rows = purses.map((purse) => ({ key: toKey(purse), ...rates[purse[0]] })).toSorted(byKey);
    return this.#db.$queryRaw<Stopped[]>`
      WITH asked AS (SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS a(key text, points int, duration int)),
      counted AS (
        INSERT INTO guess_count AS g (key, spent, until) SELECT key, 1, now() + duration * interval '1 second' FROM asked ORDER BY key
        ON CONFLICT (key) DO UPDATE SET
          spent = CASE WHEN g.until <= now() THEN 1 ELSE g.spent + 1 END,
          until = CASE WHEN g.until <= now() THEN excluded.until ELSE g.until END
        RETURNING key, spent, until)
      SELECT c.key, extract(epoch FROM c.until - now())::float8 * 1000 AS "leftMs" FROM counted c JOIN asked a USING (key) WHERE c.spent > a.points`;
  }

  /** Who was refused before is refused from memory. */
  #remember(purses: Purse[]) {
    const wait = Math.max(...purses.map((purse) => (this.#stopped.get(toKey(purse)) ?? 0) - performance.now()));
    if (wait > 0) throw tooFast(wait);
  }

  #refuse(stopped: Stopped[]) {
    if (stopped.length === 0) return;
    for (const { key, leftMs } of stopped) this.#stop(key, leftMs);
    throw tooFast(Math.max(...stopped.map(({ leftMs }) => leftMs)));
  }

  #stop(key: string, leftMs: number) {
    const oldest = this.#stopped.size < maxKnown ? undefined : this.#stopped.keys().next().value;
    if (oldest !== undefined) this.#stopped.delete(oldest);
    this.#stopped.set(key, performance.now() + Math.min(leftMs, 60_000));
  }
}

/** A table of who tried what is nobody's to read. */
function toKey([guess, key]: Purse): string {
  return `${guess}:${createHash("sha256").update(key).digest("base64url")}`;
}

const byKey = (a: { key: string }, b: { key: string }) => (a.key < b.key ? -1 : 1);

const tooFast = (ms: number) => new Refusal("rate_limited", { retryAfter: Math.max(1, Math.ceil(ms / 1000)) });

/** Browsers that nobody came back with for a year are forgotten too. */
export const guessExpiry: TimedWork<Uses<"db">> = {
  name: "forget-guesses",
  every: 60,
  due: `EXISTS (SELECT FROM guess_count WHERE until < now() - interval '1 minute')
    OR EXISTS (SELECT FROM known_device WHERE seen_at < now() - interval '400 days')`,
  work: forgetGuesses,
};

async function forgetGuesses({ db }: Uses<"db">): Promise<void> {
  await db.$executeRaw`DELETE FROM guess_count WHERE key IN (SELECT key FROM guess_count WHERE until < now() LIMIT 10000)`;
  await db.$executeRaw`DELETE FROM known_device WHERE seen_at < now() - interval '400 days'`;
}
