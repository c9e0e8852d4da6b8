// Runs the real program on the pinned Node, as if it were this process.
import { spawn } from "node:child_process";
import { pinnedNode, root } from "./installation.mjs";

/**
 * Resolves with the exit code of `node ...args`. Signals are passed on once. The channel tells the child that we are
 * gone, even when we were killed without a chance to pass anything on.
 */
export function runOnPinnedNode(args, { env = process.env } = {}) {
  const child = spawn(pinnedNode, args, { cwd: root, stdio: ["inherit", "inherit", "inherit", "ipc"], env });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    let passedOn = false;
    process.on(signal, () => {
      if (!passedOn) child.kill(signal);
      passedOn = true;
    });
  }
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code, signal) => resolve(code ?? exitCodes[signal] ?? 1));
  });
}

const exitCodes = { SIGHUP: 129, SIGINT: 130, SIGKILL: 137, SIGTERM: 143 };
