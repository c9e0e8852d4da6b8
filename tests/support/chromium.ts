import { execFileSync } from "node:child_process";
import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "@playwright/test";

export type Browser = {
  executablePath: string;
  args: string[];
  /** Present when the browser needs libraries and fonts that came with it. */
  env?: Record<string, string>;
};

const cache = join(import.meta.dirname, "..", "..", "node_modules", ".cache", "launchroom-chromium");
const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const quiet = [
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
];
const fakeCamera = (framesPerSecond: number) => [
  `--use-fake-device-for-media-stream=device-count=2,fps=${framesPerSecond}`,
  "--use-fake-ui-for-media-stream",
  "--autoplay-policy=no-user-gesture-required",
];

/** A browser with a fake camera: the machine's own, else Playwright's, else the one that npm brings. */
export async function chooseChromium({ framesPerSecond = 20 } = {}): Promise<Browser> {
  const args = [...quiet, ...fakeCamera(framesPerSecond)];
  const installed = findOnPath() ?? findPlaywrights();
  return installed ? { executablePath: installed, args } : { ...(await unpackFromNpm()), args };
}

/**
 * The browser for tests: where it runs the one that npm brings. It is Chromium without a window of its own, which takes less than half of
 * the processor for the same pages, and the same one on every machine.
 */
export async function chooseTestBrowser({ framesPerSecond = 20 } = {}): Promise<Browser> {
  if (process.platform !== "linux" || process.arch !== "x64") return chooseChromium({ framesPerSecond });
  return { ...(await unpackFromNpm()), args: [...quiet, ...fakeCamera(framesPerSecond)] };
}

/** The browser of the npm package `@sparticuz/chromium`, unpacked once beside the dependencies. */
export async function unpackFromNpm(): Promise<Pick<Browser, "executablePath" | "env">> {
  if (!existsSync(cache)) await unpack();
  const executablePath = join(cache, "chromium");
  const libraries = join(cache, "al2023", "lib");
  const env: Record<string, string> = { FONTCONFIG_FILE: nameFonts() };
  if (lacksLibraries(executablePath)) {
    env.LD_LIBRARY_PATH = [libraries, process.env.LD_LIBRARY_PATH].filter(Boolean).join(delimiter);
  }
  return { executablePath, env: { ...definedEnvironment(), ...env } };
}

/**
 * The package's own settings look for its fonts where another machine has them; without any font the browser crashes. The fonts of this
 * machine may know more scripts.
 */
function nameFonts(): string {
  const file = join(cache, "launchroom-fonts.conf");
  const folders = `<dir>${join(cache, "fonts")}</dir><dir>/usr/share/fonts</dir><cachedir>${join(cache, "fonts-cache")}</cachedir>`;
  writeFileSync(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>${folders}</fontconfig>\n`,
  );
  return file;
}

// The package unpacks into the temporary folder and trusts whatever is called chromium there; a folder of our own,
// renamed when it is complete, is safe from strangers, from two runs at once and from a kill half-way.
async function unpack(): Promise<void> {
  mkdirSync(join(cache, ".."), { recursive: true });
  const draft = mkdtempSync(`${cache}-`);
  const { default: packed, inflate } = await import("@sparticuz/chromium");
  const before = process.env.TMPDIR;
  process.env.TMPDIR = draft;
  try {
    await packed.executablePath();
    await inflate(join(import.meta.dirname, "../../node_modules/@sparticuz/chromium/bin/al2023.tar.br"));
    renameSync(draft, cache);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(cache)) throw error;
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}

function findOnPath(): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

function findPlaywrights(): string | undefined {
  const path = chromium.executablePath();
  return isExecutable(path) ? path : undefined;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function lacksLibraries(path: string): boolean {
  try {
    return execFileSync("ldd", [path], { encoding: "utf8" }).includes("not found");
  } catch {
    return true;
  }
}

function definedEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env);
  return Object.fromEntries(entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}
