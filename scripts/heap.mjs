// How much the server's heap may grow. Node allows itself 4 GB on a large machine and then hardly collects: three times more orders
// than the server can place took 833 MB of memory, with this bound 555 MB, at the same pace.
import { totalmem } from "node:os";

const most = 2000;
const megabyte = 1024 * 1024;

/** Arguments of Node, in which an owner's own NODE_OPTIONS win. At most half of the machine, or of the container. */
export function heapArgs(options = process.env.NODE_OPTIONS ?? "") {
  if (options.includes("max-old-space-size")) return [];
  const memory = Math.min(totalmem(), process.constrainedMemory?.() || Number.POSITIVE_INFINITY);
  return [`--max-old-space-size=${Math.min(most, Math.floor(memory / 2 / megabyte))}`];
}
