import type { Socket } from "node:net";
import { parentPort, workerData } from "node:worker_threads";
import { z } from "zod";
import { beginMany, beginnings } from "#tests/support/attack.ts";

export type Siege = { opened: number; seconds: number };

const { port, lines } = z.object({ port: z.int(), lines: z.int() }).parse(workerData);
const kinds = Object.values(beginnings);
const atOnce = 200;
const addresses = process.platform === "linux" ? 4 : 1;
/** A client has a limit of its own. */
const maxHeld = 8000;
const from = performance.now();
const held: Socket[] = [];
let opened = 0;

for (let n = 0; opened < lines; n += 1) {
  const some = await beginMany(port, atOnce, kinds[n % kinds.length] ?? "", `127.0.0.${2 + (n % addresses)}`);
  for (const line of some.slice(0, atOnce / 2)) line.destroy();
  held.push(...some.slice(atOnce / 2));
  for (const line of held.splice(0, held.length - maxHeld)) line.destroy();
  opened += some.length;
}
for (const line of held) line.destroy();
const done: Siege = { opened, seconds: Math.round(performance.now() - from) / 1000 };
parentPort?.postMessage(done);
