// npm start: brings a bare clone to the point where server.ts can run, and runs it.
import { runOnPinnedNode } from "./child.mjs";
import { prepare } from "./prepare.mjs";

await prepare();
process.exitCode = await runOnPinnedNode(["server.ts", ...process.argv.slice(2)]);
