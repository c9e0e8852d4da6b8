import { mkdirSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { BootError, explainFileError } from "#lib/boot/boot-error.ts";
import { type Lock, takeLock } from "#lib/boot/lock-file.ts";
import { withConnection } from "#lib/boot/postgres/connect.ts";
import { keepRunning } from "#lib/boot/postgres/keep-running.ts";
import { type Home, openHome } from "#lib/boot/postgres/postgres-home.ts";
import { readNotes, writeNotes } from "#lib/boot/postgres/postgres-notes.ts";
import { haltServer, superuser } from "#lib/boot/postgres/postgres-programs.ts";
import { bringUp, databaseUrl } from "#lib/boot/postgres/postgres-server.ts";

export type EmbeddedPostgres = {
  /** The product's database, as a role without superuser rights. */
  url: string;
  superuserUrl: string;
  /** True when the server was left running by a Launchroom that was killed. */
  adopted: boolean;
  /** Stops the server and waits for it. Close every pool first. */
  stop(): Promise<void>;
};

type Options = {
  dataDir: string;
  log?: (message: string) => void;
  /** False only for databases that may vanish: nothing is flushed to disk. */
  durable?: boolean;
};

/** The role and the database of the product. */
export const applicationRole = "launchroom";

/** Where the lock of the Launchroom that uses a data folder is. */
export const lockPath = (dataDir: string) => join(dataDir, "launchroom.lock");

/**
 * Starts the Postgres that npm installed, with its data under `dataDir`, on a free port of 127.0.0.1, and starts it
 * again by itself when it dies. Throws BootError when the folder, the disk or another Launchroom is in the way.
 */
export async function startEmbeddedPostgres({ dataDir, log = () => {}, durable = true }: Options) {
  const lock = lockDataDir(dataDir);
  try {
    const home = openHome(dataDir);
    const running = await bringUp(home, { durable });
    await prepare(home, running.port);
    const watch = keepRunning({ home, running, durable, log });
    const address = { home, port: running.port };
    const started: EmbeddedPostgres = {
      url: databaseUrl({ ...address, database: applicationRole, as: applicationRole }),
      superuserUrl: databaseUrl({ ...address, database: "postgres", as: superuser }),
      adopted: running.adopted,
      async stop() {
        await watch.end();
        await haltServer(home);
        lock.release();
      },
    };
    return started;
  } catch (error) {
    lock.release();
    throw explainFileError(error, dataDir);
  }
}

function lockDataDir(dataDir: string): Lock {
  try {
    mkdirSync(dataDir, { recursive: true });
    const taken = takeLock(lockPath(dataDir));
    if ("release" in taken) return taken;
    throw new BootError(
      `Launchroom is already running on ${dataDir} (process ${taken.holder}): stop it first, or set DATA_DIR to another folder.`,
    );
  } catch (error) {
    throw explainFileError(error, dataDir);
  }
}

async function prepare(home: Home, port: number): Promise<void> {
  const notes = readNotes(home.folder);
  if (notes.prepared) return;
  await withConnection(databaseUrl({ home, port, database: "postgres", as: superuser }), async (client) => {
    const role = pg.escapeIdentifier(applicationRole);
    const known = await client.query("SELECT FROM pg_roles WHERE rolname = $1", [applicationRole]);
    const verb = known.rowCount ? "ALTER" : "CREATE";
    await client.query(`${verb} ROLE ${role} LOGIN PASSWORD ${pg.escapeLiteral(notes.password)}`);
    const made = await client.query("SELECT FROM pg_database WHERE datname = $1", [applicationRole]);
    if (!made.rowCount) await client.query(`CREATE DATABASE ${role} OWNER ${role}`);
  });
  writeNotes(home.folder, { ...readNotes(home.folder), prepared: true });
}
