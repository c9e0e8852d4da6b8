import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaClient } from "#prisma/client/client.ts";

export type Database = PrismaClient;

/**
 * A PgBouncer in transaction mode in front of the database. One of 1.21 or newer keeps a statement that was prepared under a name on
 * whichever connection comes next; behind an older one a name means another statement, or none.
 */
export type Pooler = { url: string; keepsNames: boolean };
/** Where the database is: its own address, or the pooler in front of it. */
export type DatabaseTarget = string | Pooler;

/** What every session of the shop needs, as `SHOW` says it. A pooler takes no start-up options: behind one the role has them. */
export const sessionSettings = {
  timezone: "UTC",
  statement_timeout: "5s",
  lock_timeout: "2s",
  idle_in_transaction_session_timeout: "10s",
};

/** Inside a transaction, or outside one. */
export type Queryable = Pick<PrismaClient, "$queryRaw" | "$executeRaw" | "$queryRawUnsafe">;

/**
 * One Prisma client on a pool of its own. UTC is forced because the adapter shifts dates in any other session time zone;
 * every wait is bounded so that a frozen database costs seconds, not for ever.
 */
export function openDatabase(target: DatabaseTarget, { connections }: { connections: number }): Database {
  const pool = openPool(target, connections);
  const named = keepsNames(target);
  pool.on("release", (_, client) => cutOpenTransaction(client));
  const names = new Map<string, string>();
  const adapter = new PrismaPg(pool, {
    disposeExternalPool: true,
    statementNameGenerator: ({ sql }) => {
      if (!named) return "";
      const known = names.get(sql);
      if (known) return known;
      if (names.size >= 200) return "";
      const name = `s${names.size}`;
      names.set(sql, name);
      return name;
    },
  });
  return new PrismaClient({ adapter, transactionOptions: { maxWait: 5000, timeout: 5000 }, errorFormat: "minimal" });
}

/**
 * A frozen database lets a ROLLBACK time out before it is sent, and the line comes back to the pool inside the transaction:
 * what the next one writes there would be answered as done and never be committed.
 */
function cutOpenTransaction(client: pg.PoolClient) {
  if (client.getTransactionStatus() !== "I") void client.end();
}

/** Several may be done with it at once, a start that fails and Prisma, which was still connecting, among them: it ends once. */
class Pool extends pg.Pool {
  #ending: Promise<void> | undefined;

  override end(): Promise<void> {
    this.#ending ??= super.end();
    return this.#ending;
  }
}

export function openPool(target: DatabaseTarget, connections: number): pg.Pool {
  return new Pool(poolSettings(target, connections));
}

/** Whether a statement may be prepared under a name. */
export function keepsNames(target: DatabaseTarget): boolean {
  return typeof target === "string" || target.keepsNames;
}

/**
 * Between two owners a line has nobody who listens for its end: when Postgres says goodbye in the same breath as it is ready,
 * the process would end too. Whoever uses the line next is told that it is gone.
 */
class SteadyClient extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super(config);
    this.on("error", () => undefined);
  }
}

export function poolSettings(target: DatabaseTarget, connections: number): pg.PoolConfig {
  const isPooled = typeof target !== "string";
  return {
    Client: SteadyClient,
    connectionString: isPooled ? target.url : target,
    max: connections,
    connectionTimeoutMillis: 2000,
    query_timeout: 6000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    ...(isPooled ? {} : { options: startupOptions }),
  };
}

/** The session settings as a connection asks for them at its start. */
const startupOptions = Object.entries(sessionSettings)
  .map(([name, value]) => `-c ${name}=${value}`)
  .join(" ");

/** A transaction that the database refused for reasons of timing: repeat the whole idempotent unit. */
export function isRetryable(error: unknown): boolean {
  return causesOf(error).some((text) => /40001|40P01|TransactionWriteConflict|P2034/.test(text));
}

/** What the driver itself threw: it has many kinds of errors, and no class for them. */
const thrownByDriver = new WeakSet<object>();

export function markAsDatabaseError(error: unknown): unknown {
  if (typeof error === "object" && error) thrownByDriver.add(error);
  return error;
}

/** The driver's own words for a connection that it could not make or lost, and for an answer that never came: no class, no code. */
const poolTrouble =
  /^(Connection terminated|timeout (exceeded when trying to connect|expired)|Query read timeout|Client (has encountered a connection|was closed))/;

/** A file, another service or our own code may use the same words and codes; only what came from the database is one of its troubles. */
function isFromDatabase(error: unknown, depth = 0): boolean {
  if (typeof error !== "object" || !error || depth > 5) return false;
  if (thrownByDriver.has(error) || error instanceof pg.DatabaseError) return true;
  const name: unknown = Reflect.get(error, "name");
  if (typeof name === "string" && /^PrismaClient|^DriverAdapterError$/.test(name)) return true;
  const message: unknown = Reflect.get(error, "message");
  if (typeof message === "string" && poolTrouble.test(message)) return true;
  return isFromDatabase(Reflect.get(error, "cause"), depth + 1);
}

/** The database cannot be reached or stopped answering; whether the statement took effect is unknown. */
export function isConnectionTrouble(error: unknown): boolean {
  if (!isFromDatabase(error)) return false;
  return causesOf(error).some((text) =>
    /P1001|P1002|P1008|P1017|P2024|P2028|57P0|08\d{3}|53\d{3}|ECONN|EPIPE|ENOENT|ETIMEDOUT|timeout|terminat|Connection|closed|DatabaseNotReachable|SocketTimeout|not queryable/i.test(
      text,
    ),
  );
}

/** True when the database refused a duplicate; names of constraints are matched as a part. */
export function isDuplicateOf(error: unknown, constraint: string): boolean {
  const texts = causesOf(error);
  return (
    texts.some((text) => /P2002|23505|UniqueConstraint/.test(text)) && texts.some((text) => text.includes(constraint))
  );
}

export function isCheckViolation(error: unknown, constraint: string): boolean {
  return causesOf(error).some((text) => text.includes(constraint));
}

function causesOf(error: unknown): string[] {
  const texts: string[] = [];
  let current: unknown = error;
  for (let depth = 0; current && depth < 6; depth += 1) {
    if (typeof current !== "object") {
      texts.push(String(current));
      break;
    }
    for (const key of ["code", "message", "kind", "originalCode", "originalMessage", "name"]) {
      const value: unknown = Reflect.get(current, key);
      if (typeof value === "string") texts.push(value);
    }
    const meta: unknown = Reflect.get(current, "meta");
    const fromAdapter = typeof meta === "object" && meta ? Reflect.get(meta, "driverAdapterError") : undefined;
    if (meta)
      texts.push(JSON.stringify(meta, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value)));
    const constraint: unknown = Reflect.get(current, "constraint");
    if (constraint) texts.push(JSON.stringify(constraint));
    current = fromAdapter ?? Reflect.get(current, "cause");
  }
  return texts;
}
