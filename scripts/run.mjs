// node scripts/run.mjs FILE.ts ARGS: runs a command of the project on the pinned Node.
import { existsSync } from "node:fs";
import { runOnPinnedNode } from "./child.mjs";
import { pinnedNode } from "./installation.mjs";
import { refuse } from "./prepare.mjs";

if (!existsSync(pinnedNode)) refuse("The dependencies are not installed yet: run npm start or npm ci first.");
process.exitCode = await runOnPinnedNode(process.argv.slice(2));
