// npm start: brings a bare clone to the point where server.ts can run, and runs it.
import { runOnPinnedNode } from "./child.mjs";
import { heapArgs } from "./heap.mjs";
import { prepare } from "./prepare.mjs";

await prepare();
process.exitCode = await runOnPinnedNode([...heapArgs(), "server.ts", ...process.argv.slice(2)]);
