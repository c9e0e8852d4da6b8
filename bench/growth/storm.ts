import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import type { Placed } from "#bench/growth.ts";
import { type Fired, fireOpen } from "#bench/harness/fire.ts";
import type { App, Stage } from "#bench/harness/stage.ts";
import { openWires, type Wire } from "#bench/harness/wire.ts";
import { Shopping } from "#bench/orders/shopping.ts";
import type { OpenEdition } from "#prisma/seed/open-edition.ts";

const perSecond = 500;
const returnEveryMs = 2000;
const loopDelay = z.object({ p99: z.number(), max: z.number() });

export type Storm = {
  fired: Fired;
  /** How late the app's event loop was, in milliseconds. */
  loop: z.infer<typeof loopDelay>;
  returned: number;
  reads: number;
  faults: string[];
};
type Scene = { stage: Stage; app: App; edition: OpenEdition; orders: Placed[]; seconds: number };

/** Nothing is left, a crowd asks for it, and every two seconds one unit comes back, so that nobody can be answered from old news. */
export async function storm({ stage, app, edition, orders, seconds }: Scene): Promise<Storm> {
  const crowd = await stage.writeBuyers(perSecond * seconds + 1000);
  const wires = await openWires({ port: app.port, count: 200 });
  const [returning] = await openWires({ port: app.port, count: 1 });
  const shopping = new Shopping({
    buyers: crowd,
    path: "/api/preorders",
    editionId: edition.editionId,
    replayEvery: Number.POSITIVE_INFINITY,
  });
  await app.child.tell("countStatements");
  await app.child.tell("watchLoop");
  const stop = new AbortController();
  const returns = returning ? giveBack(returning, orders, stop.signal) : Promise.resolve(0);
  const fired = await fireOpen({ wires, next: shopping.next, ms: seconds * 1000, perSecond });
  stop.abort();
  const returned = await returns;
  const loop = await app.child.ask("loopDelay", loopDelay);
  const statements = await app.child.ask("statements", z.record(z.string(), z.number()));
  for (const wire of [...wires, ...(returning ? [returning] : [])]) wire.close();
  const reads = Object.entries(statements)
    .filter(([text]) => text.includes("string_agg(mark"))
    .reduce((sum, [, count]) => sum + count, 0);
  const odd = Object.keys(shopping.refused).filter((name) => !name.endsWith("sold_out"));
  const faults = odd.map((name) => `${shopping.refused[name]} of the crowd were answered ${name}`);
  if (shopping.placed > returned) faults.push(`${returned} units came back and ${shopping.placed} were sold again`);
  return { fired, loop, returned, reads, faults: [...faults, ...shopping.faults] };
}

/** One buyer after another takes their order back; resolves with how many did. */
async function giveBack(wire: Wire, orders: Placed[], signal: AbortSignal): Promise<number> {
  let returned = 0;
  for (const { buyer, orderId } of orders) {
    await pause(returnEveryMs, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return returned;
    const text = `POST /api/preorders/${orderId}/cancellation HTTP/1.1\r\nhost: bench\r\ncontent-type: application/json\r\ncookie: ${buyer.cookie}\r\ncontent-length: 2\r\n\r\n{}`;
    const status = await new Promise<number>((done) => wire.send(text, (reply) => done(reply?.status ?? 0)));
    if (status === 200) returned += 1;
  }
  return returned;
}
