import { readFileSync, realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { commandLine, isAlive, workingFolder } from "#lib/boot/processes.ts";
import { errorCode } from "#lib/error-code.ts";

/** A running server on a data folder. */
export type Postmaster = { pid: number; port: number };

/** The server that runs on this data folder now, from its postmaster.pid; null when there is none. */
export function findPostmaster(data: string): Postmaster | null {
  const lines = readLines(data);
  const pid = Number(lines[0]);
  return lines.length > 0 && isAlive(pid) && servesFolder(pid, data) ? { pid, port: Number(lines[3]) } : null;
}

/**
 * After a crash the id in postmaster.pid may belong to a stranger by now, and Postgres would refuse for ever. The file
 * itself must stay, since Postgres reads in it whether orphaned children still use the data; so only the id is replaced,
 * by one that no process can have.
 */
export function disownStranger(data: string): void {
  const lines = readLines(data);
  const pid = Number(lines[0]);
  if (lines.length === 0 || !isAlive(pid) || servesFolder(pid, data)) return;
  writeFileSync(join(data, "postmaster.pid"), [impossiblePid, ...lines.slice(1)].join("\n"));
}

const impossiblePid = 2 ** 31 - 1;

function servesFolder(pid: number, data: string): boolean {
  const words = commandLine(pid);
  return words[words.indexOf("-D") + 1] === data || workingFolder(pid) === realpathSync(data);
}

function readLines(data: string): string[] {
  try {
    return readFileSync(join(data, "postmaster.pid"), "utf8").split("\n");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return [];
    throw error;
  }
}
