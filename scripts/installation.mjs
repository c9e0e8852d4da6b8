// What is installed, and whether it still fits the sources. Plain JavaScript for Node 20, without dependencies.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));
export const pinnedNode = `${root}node_modules/.bin/node`;

const oldestNode = 20;
const installedStamp = `${root}node_modules/.launchroom-lock`;
const clientStamp = `${root}prisma/client/.launchroom-schema`;

/** The sentence that refuses this Node, or null when it will do. */
export function refuseNode(version = process.versions.node) {
  if (Number.parseInt(version, 10) >= oldestNode) return null;
  return `Launchroom needs Node ${oldestNode} or newer and this is Node ${version}: install a newer one from https://nodejs.org and start again.`;
}

export function isInstalled() {
  return existsSync(pinnedNode) && read(installedStamp) === digest("package-lock.json");
}

export function stampInstallation() {
  if (existsSync(`${root}node_modules`)) replace(installedStamp, digest("package-lock.json"));
}

export async function install() {
  const npmScript = process.env.npm_execpath ?? "";
  const npm = npmScript.endsWith("npm-cli.js") ? [process.execPath, npmScript] : ["npm"];
  await runQuietly([...npm, "ci", "--include=dev", "--include=optional", "--no-audit", "--no-fund"], "npm ci failed");
  stampInstallation();
  if (existsSync(pinnedNode)) return;
  throw new Error("npm ci did not bring the pinned Node: allow install scripts for this project and start again.");
}

export function isClientFresh() {
  return read(clientStamp) === clientDigest();
}

export function stampClient() {
  replace(clientStamp, clientDigest());
}

export function generateClient() {
  return runQuietly([process.execPath, `${root}scripts/generate.mjs`], "The database client could not be written");
}

const clientDigest = () => digest("prisma/schema.prisma") + digest("package-lock.json");

function digest(path) {
  return createHash("sha256")
    .update(readFileSync(root + path))
    .digest("hex");
}

// A new file each time: a stamp written in place would also change hard-linked copies of the tree.
function replace(path, text) {
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
}

function read(path) {
  return existsSync(path) ? readFileSync(path, "utf8") : null;
}

function runQuietly([command, ...args], failure) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    const output = [];
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text) => output.push(text));
    child.on("error", (error) => reject(new Error(`${failure}: ${error.message}`)));
    child.on("close", (code) =>
      code === 0 ? resolve() : reject(new Error(`${failure}:\n\n${firstComplaints(output.join(""))}`)),
    );
  });
}

// npm warns a lot and ends with its whole manual; what went wrong stands first.
function firstComplaints(output) {
  const lines = output.split("\n").filter((line) => line.trim() && !line.startsWith("npm warn"));
  return lines.slice(0, 12).join("\n");
}
