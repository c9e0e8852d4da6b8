import { PrismaPg } from "@prisma/adapter-pg";
import {
  ColumnTypeEnum,
  DriverAdapterError,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlResultSet,
} from "@prisma/driver-adapter-utils";
import pg from "pg";

/**
 * PrismaPg cuts a script at every semicolon, also inside the body of a function. Here a script goes to Postgres whole,
 * which runs it as one transaction, so that a migration applies completely or not at all.
 */
export class WholeScriptAdapter implements SqlMigrationAwareDriverAdapterFactory {
  readonly provider = "postgres";
  readonly adapterName = "@prisma/adapter-pg";
  readonly #pool: pg.Pool;
  readonly #inner: PrismaPg;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
    this.#inner = new PrismaPg(pool);
  }

  async connect(): Promise<SqlDriverAdapter> {
    const adapter = await this.#inner.connect();
    adapter.executeScript = (script) => runWhole(this.#pool, script);
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = (query) => readLetters(queryRaw(query));
    return adapter;
  }

  connectToShadowDb(): Promise<SqlDriverAdapter> {
    return this.#inner.connectToShadowDb();
  }
}

async function runWhole(pool: pg.Pool, script: string): Promise<void> {
  try {
    await pool.query(script);
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    throw new DriverAdapterError({
      kind: "postgres",
      code: error.code ?? "",
      severity: error.severity ?? "ERROR",
      message: error.message,
      detail: error.detail,
      column: error.column,
      hint: error.hint,
    });
  }
}

// The catalogues hold one-letter columns, a type that the adapter refuses alone but knows as an array. So such a column
// is labelled as an array once its value has been read, and relabelled as a letter for the engine.
export function labelLetters({ connection }: pg.PoolClient): void {
  connection.on("rowDescription", ({ fields }: { fields: pg.FieldDef[] }) => {
    for (const field of fields) if (field.dataTypeID === letter) field.dataTypeID = arrayOfLetters;
  });
}

const letter = 18;
const arrayOfLetters = 1002;

async function readLetters(result: Promise<SqlResultSet>): Promise<SqlResultSet> {
  const { CharacterArray, Character } = ColumnTypeEnum;
  const { columnTypes, ...rest } = await result;
  return { ...rest, columnTypes: columnTypes.map((type) => (type === CharacterArray ? Character : type)) };
}
