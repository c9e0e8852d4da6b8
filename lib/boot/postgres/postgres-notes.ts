import { randomBytes } from "node:crypto";
import { chownSync, existsSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/** What is remembered of an embedded Postgres between starts. Readable by its owner only, because of the passwords. */
export const Notes = z.object({
  port: z.number(),
  password: z.string(),
  superuserPassword: z.string(),
  prepared: z.boolean(),
});
export type Notes = z.infer<typeof Notes>;

/** The notes also mark a folder as ours. */
export function hasNotes(folder: string): boolean {
  return existsSync(notesPath(folder));
}

export function readNotes(folder: string): Notes {
  return Notes.parse(JSON.parse(readFileSync(notesPath(folder), "utf8")));
}

export function writeNotes(folder: string, notes: Notes): void {
  writeLike(folder, notesPath(folder), `${JSON.stringify(notes, null, 2)}\n`, 0o600);
}

/** Replaces a file in one step and leaves it to whoever owns the folder, so that a start as root locks nobody out. */
export function writeLike(folder: string, path: string, text: string, mode: number): void {
  const draft = `${path}.new`;
  writeFileSync(draft, text, { mode });
  const { uid, gid } = statSync(folder);
  if (process.getuid?.() === 0) chownSync(draft, uid, gid);
  renameSync(draft, path);
}

export function freshNotes(): Notes {
  return { port: 0, password: randomPassword(), superuserPassword: randomPassword(), prepared: false };
}

const notesPath = (folder: string) => join(folder, "launchroom.json");
const randomPassword = () => randomBytes(24).toString("base64url");
