import { execFile } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";

export const root = resolve(import.meta.dirname, "../..");

/** A folder with the settings of this repository and nothing else. Whoever asks for it removes it. */
export function buildHouse(): string {
  const house = mkdtempSync(join(tmpdir(), "launchroom-house-"));
  for (const file of ["package.json", "tsconfig.json", ".dependency-cruiser.mjs"]) {
    copyFileSync(join(root, file), join(house, file));
  }
  symlinkSync(join(root, "node_modules"), join(house, "node_modules"));
  mkdirSync(join(house, "lib"));
  return house;
}

export function write(house: string, file: string, text: string): void {
  const path = join(house, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** What dependency-cruiser says of these folders, parsed; that rules are broken is not an error of this output. */
export async function cruise(cwd: string, folders: string[]): Promise<unknown> {
  const program = join(root, "node_modules/dependency-cruiser/bin/dependency-cruiser.mjs");
  const args = [program, ...folders, "--output-type", "json"];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd, maxBuffer: 64 * 1024 * 1024 });
  return JSON.parse(stdout);
}
