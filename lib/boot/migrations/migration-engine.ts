import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import type { SchemaEngine } from "@prisma/schema-engine-wasm";
import { __wbg_set_wasm, SchemaEngine as Engine } from "@prisma/schema-engine-wasm/schema_engine_bg";
import pg from "pg";
import { labelLetters, WholeScriptAdapter } from "#lib/boot/migrations/migration-adapter.ts";
import { unbounded } from "#lib/boot/migrations/unbounded.ts";

/** Prisma's own schema engine in WebAssembly: it needs no download, unlike the native one. */
export async function withSchemaEngine<T>(databaseUrl: string, work: (engine: SchemaEngine) => Promise<T>): Promise<T> {
  await loadEngine();
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2, options: `-c timezone=UTC ${unbounded}` });
  pool.on("error", () => {});
  pool.on("connect", labelLetters);
  try {
    const adapter = bindMigrationAwareSqlAdapterFactory(new WholeScriptAdapter(pool));
    const engine = await Engine.new({ datamodels: [["schema.prisma", datamodel]] }, () => {}, adapter);
    return await work(engine);
  } finally {
    await pool.end();
  }
}

const datamodel = 'datasource db {\n  provider = "postgresql"\n}\n';

let loaded: Promise<void> | undefined;

function loadEngine(): Promise<void> {
  loaded ??= instantiate();
  return loaded;
}

async function instantiate(): Promise<void> {
  const folder = dirname(createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm"));
  const glue = await import("@prisma/schema-engine-wasm/schema_engine_bg");
  const bytes = await readFile(join(folder, "schema_engine_bg.wasm"));
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: throwPanic } });
  const patient = Object.keys(glue).filter((name) => name.startsWith("__wbg_setTimeout_"));
  const imports = { ...glue, ...Object.fromEntries(patient.map((name) => [name, waitWithoutHolding])) };
  const { instance } = await WebAssembly.instantiate(bytes, { "./schema_engine_bg.js": imports });
  __wbg_set_wasm(instance.exports);
  const { __wbindgen_start: start } = instance.exports;
  if (typeof start === "function") start();
}

// The engine never clears its 10 s lock timer, which would keep every command alive for that long.
function waitWithoutHolding(callback: () => void, milliseconds: number) {
  return setTimeout(callback, milliseconds >>> 0).unref();
}

// The engine reports its own crash to this global of the Prisma command line, which is not here.
function throwPanic(message: string): never {
  throw new Error(`The schema engine failed: ${message}`);
}
