// Writes the typed database client to prisma/client. The native schema engine is never needed here, and its
// download is not reachable everywhere, so the CLI is pointed at a binary that does nothing.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { pinnedNode, root, stampClient, stampInstallation } from "./installation.mjs";

if (existsSync(`${root}prisma/schema.prisma`)) {
  const { status } = spawnSync(pinnedNode, [`${root}node_modules/prisma/build/index.js`, "generate"], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: "1" },
  });
  if (status !== 0) process.exit(status ?? 1);
  stampClient();
}
// npm runs this after every complete install, so a plain `npm ci` counts as one too.
if (process.env.npm_lifecycle_event === "postinstall") stampInstallation();
