import { randomBytes, randomUUID } from "node:crypto";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { errorCode } from "#lib/error-code.ts";

/** The key that signs session cookies: AUTH_SECRET, else one made once and kept readable by its owner only. */
export async function readOrMakeSecret(dataDir: string, given: string | undefined): Promise<string> {
  if (given) return given;
  const file = join(dataDir, "auth-secret");
  await mkdir(dataDir, { recursive: true });
  const known = await read(file);
  if (known) return known;
  // Empty is what a process leaves that died as it began to write: anybody could sign with that.
  if (known === "") await rm(file, { force: true });
  // It takes its name only when it is whole, and never from another one that was quicker.
  const made = `${file}.${randomUUID()}`;
  await writeFile(made, randomBytes(32).toString("base64url"), { mode: 0o600, flag: "wx" });
  await link(made, file).catch((error: unknown) => {
    if (errorCode(error) !== "EEXIST") throw error;
  });
  await rm(made);
  return readFile(file, "utf8").then((text) => text.trim());
}

async function read(file: string): Promise<string | undefined> {
  return readFile(file, "utf8").then(
    (text) => text.trim(),
    (error: unknown) => {
      if (errorCode(error) === "ENOENT") return undefined;
      throw error;
    },
  );
}
