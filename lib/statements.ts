import { type DatabaseTarget, keepsNames, markAsDatabaseError, openPool } from "#lib/db.ts";
import { log } from "#lib/log.ts";

/** What a hot statement needs of a database. Prisma's client has it too, and does for everything else. */
export type Statements = { $queryRaw<Rows>(text: TemplateStringsArray, ...values: unknown[]): Promise<Rows> };

/**
 * Prisma's `$queryRaw` straight on the driver, for the few statements that every order waits for: there Prisma's own work
 * costs more than the driver's. Each is prepared once a connection, under the place it is written at; behind a pooler that keeps no
 * names it is parsed each time.
 */
export function openStatements(
  target: DatabaseTarget,
  { connections }: { connections: number },
): Statements & { close(): Promise<void> } {
  const pool = openPool(target, connections);
  // The pool opens another one; without a listener the process would end.
  pool.on("error", ({ message }) => {
    if (!pool.ending)
      log.warn({ event: "database_connection_lost", reason: message }, "a connection to the database was lost");
  });
  const named = keepsNames(target);
  const known = new Map<TemplateStringsArray, { name?: string; text: string }>();

  return {
    $queryRaw: (strings, ...values) => query(prepare(strings), values),
    close: () => pool.end(),
  };

  async function query<Rows>(statement: { name?: string; text: string }, values: unknown[]): Promise<Rows> {
    const result: object = await pool.query({ ...statement, values }).catch((error: unknown) => {
      throw markAsDatabaseError(error);
    });
    // As with Prisma, it is the caller who knows what the rows are.
    return Reflect.get(result, "rows");
  }

  function prepare(strings: TemplateStringsArray) {
    const statement = known.get(strings) ?? {
      ...(named ? { name: `hot${known.size}` } : {}),
      text: strings.reduce((text, part, index) => `${text}$${index}${part}`),
    };
    known.set(strings, statement);
    return statement;
  }
}
