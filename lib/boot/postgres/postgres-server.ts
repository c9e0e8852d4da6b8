import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { BootError } from "#lib/boot/boot-error.ts";
import { waitForDatabase } from "#lib/boot/postgres/connect.ts";
import type { Home } from "#lib/boot/postgres/postgres-home.ts";
import { readNotes, writeNotes } from "#lib/boot/postgres/postgres-notes.ts";
import {
  explainFailure,
  initialiseData,
  launchServer,
  superuser,
  writeSettings,
} from "#lib/boot/postgres/postgres-programs.ts";
import { disownStranger, findPostmaster, type Postmaster } from "#lib/boot/postgres/postmaster-file.ts";

export type Running = Postmaster & { adopted: boolean };

const patienceMs = 30_000;

type BringUp = {
  durable: boolean;
  /** The port that connections already know. Without it the remembered port is used if free, else any. */
  port?: number;
};

/** Brings up the server of this home: the one a killed Launchroom left behind, or a new one. */
export async function bringUp(home: Home, { durable, port: known }: BringUp): Promise<Running> {
  if (!existsSync(home.data)) {
    writeNotes(home.folder, { ...readNotes(home.folder), prepared: false });
    await initialiseData({ home, password: readNotes(home.folder).superuserPassword, durable });
  }
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const adopted = await adopt(home);
    if (adopted) return adopted;
    const port = known ?? (await choosePort(readNotes(home.folder).port));
    disownStranger(home.data);
    writeSettings({ home, port, durable });
    const { started, complaint } = await launchServer(home);
    const postmaster = findPostmaster(home.data);
    if (started && postmaster) {
      writeNotes(home.folder, { ...readNotes(home.folder), port: postmaster.port });
      return { ...postmaster, adopted: false };
    }
    if (!passesByItself.test(complaint) || Date.now() > deadline) throw new BootError(explainFailure(complaint, home));
    await sleep(250);
  }
}

/** The address of a database of this home, as the superuser or as the role the product uses. */
export function databaseUrl({ home, port, database, as }: Address): string {
  const notes = readNotes(home.folder);
  const login = as === superuser ? `${superuser}:${notes.superuserPassword}` : `${as}:${notes.password}`;
  return `postgresql://${login}@127.0.0.1:${port}/${database}`;
}

type Address = { home: Pick<Home, "folder">; port: number; database: string; as: string };

// Killed servers leave children that hold the data for a moment, and a port may be taken between choosing and using it.
const passesByItself =
  /shared memory block|lock file|another (?:postmaster|server)|Address already in use|could not (?:bind|create any TCP)/;

async function adopt(home: Home): Promise<Running | null> {
  const running = findPostmaster(home.data);
  if (!running?.port) return null;
  const url = databaseUrl({ home, port: running.port, database: "postgres", as: superuser });
  const reachable = await waitForDatabase(url, { while: () => findPostmaster(home.data)?.pid === running.pid });
  return reachable ? { ...running, adopted: true } : null;
}

async function choosePort(remembered: number): Promise<number> {
  return (await listenBriefly(remembered)) ?? (await listenBriefly(0)) ?? 0;
}

function listenBriefly(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(null));
    probe.listen(port, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(address && typeof address === "object" ? address.port : null));
    });
  });
}
