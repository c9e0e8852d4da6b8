import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, relative } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { BootError } from "#lib/boot/boot-error.ts";
import { assertPortFree } from "#lib/boot/http/listen.ts";
import { runCommand } from "#lib/boot/run-command.ts";
import { readDockerfile, readIgnored, type Step } from "./dockerfile.ts";

// Where no engine for containers runs: the steps of deploy/Dockerfile in a bare folder, by the same commands, then its process as its
// user until its own health check is content. What needs the system of the image (apt-get, useradd) is said and left out.
const root = join(import.meta.dirname, "..");
const ignored = readIgnored(join(root, "deploy", "Dockerfile.dockerignore"));
const port = 3123;
const nobody = 65_534;

await runCommand(async () => {
  if (process.getuid?.() !== 0) throw new BootError("Run this as root: it becomes the user of the image by itself.");
  await assertPortFree({ port });
  const folder = mkdtempSync(join(tmpdir(), "launchroom-image-"));
  try {
    const [build, final] = readDockerfile(join(root, "deploy", "Dockerfile"));
    if (!build || !final) throw new BootError("The Dockerfile has no two stages.");
    const app = join(folder, "app");
    mkdirSync(app);
    chmodSync(folder, 0o755);
    for (const step of build.steps) await timed(step, () => perform(step, app));
    await runAs(final.steps, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

async function timed({ verb, text }: Step, work: () => unknown) {
  const started = Date.now();
  await work();
  console.log(`${((Date.now() - started) / 1000).toFixed(1).padStart(6)} s  ${verb} ${text.slice(0, 100)}`);
}

function perform({ verb, text }: Step, app: string) {
  if (verb === "COPY") {
    const names = text.split(" ");
    const to = names.pop() ?? "";
    for (const name of names) copy(name, to.endsWith("/") ? join(to, basename(name)) : to, app);
  } else if (verb === "RUN")
    execFileSync("/bin/sh", ["-ec", text], { cwd: app, stdio: ["ignore", "ignore", "inherit"], env: bare() });
}

function copy(name: string, to: string, app: string) {
  const filter = (path: string) => !ignored(relative(root, path));
  cpSync(join(root, name), join(app, to), { recursive: true, filter });
}

/** As an image has it: nothing of the shell that started us. */
function bare(): NodeJS.ProcessEnv {
  return { NODE_ENV: "production", PATH: process.env.PATH, HOME: process.env.HOME, ...registry() };
}

/** Which registry npm asks is this machine's own affair. */
function registry() {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => /^npm_config_|^NODE_EXTRA_CA|proxy$/i.test(name)),
  );
}

async function runAs(steps: Step[], folder: string) {
  const find = (verb: string) => steps.find((step) => step.verb === verb)?.text ?? "";
  for (const { text } of steps.filter(({ verb }) => verb === "RUN")) console.log(`left out: RUN ${text.slice(0, 80)}`);
  // initdb wants a user that the system knows, as the image's useradd makes one: nobody stands in for it.
  console.log(`user ${find("USER")} of the image is here ${nobody}`);
  const uid = nobody;
  const data = join(folder, "data");
  mkdirSync(data);
  chownSync(data, uid, uid);
  execFileSync("chown", ["-R", `${uid}:${uid}`, join(folder, "app")]);
  const set = Object.fromEntries(
    find("ENV")
      .split(" ")
      .map((pair) => pair.split("=", 2)),
  );
  const env = { ...bare(), ...set, HOME: folder, DATA_DIR: data, PORT: String(port), RTMP_PORT: "0" };
  const [program = "", ...args] = words(find("CMD"));
  const child = spawn(program, args, { cwd: join(folder, "app"), env, uid, gid: uid, stdio: "inherit" });
  const gone = once(child, "exit");
  const [check = "", ...checkArgs] = words(find("HEALTHCHECK").replace(/^.*? CMD /, ""));
  const started = Date.now();
  while (!isContent(check, checkArgs, env)) {
    if (child.exitCode !== null || Date.now() - started > 120_000)
      throw new BootError("The process did not become healthy.");
    await sleep(500);
  }
  console.log(`healthy after ${((Date.now() - started) / 1000).toFixed(1)} s, as user ${uid}`);
  child.kill("SIGTERM");
  console.log(`stopped with ${(await gone)[0]}`);
}

function words(text: string): string[] {
  return JSON.parse(text);
}

function isContent(program: string, args: string[], env: NodeJS.ProcessEnv): boolean {
  try {
    execFileSync(program, args, { env, stdio: "ignore", timeout: 3000 });
    return true;
  } catch {
    return false;
  }
}
