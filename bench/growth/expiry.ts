import { setTimeout as pause } from "node:timers/promises";
import { type Fired, fireOpen } from "#bench/harness/fire.ts";
import type { App, Stage } from "#bench/harness/stage.ts";
import { openWires } from "#bench/harness/wire.ts";
import { auditEdition } from "#bench/orders/audit.ts";
import { Shopping } from "#bench/orders/shopping.ts";
import type { OpenEdition } from "#prisma/seed/open-edition.ts";

const perSecond = 300;
const longestMs = 120_000;
/** Beside it people order for at least so long. */
const shortestMs = 10_000;

export type Expiry = { expired: number; seconds: number; fired: Fired; faults: string[] };

/** Every hold of the edition is over at one moment; others order another edition meanwhile. */
export async function expiry({
  stage,
  app,
  edition,
}: {
  stage: Stage;
  app: App;
  edition: OpenEdition;
}): Promise<Expiry> {
  const other = await stage.openEdition();
  const buyers = await stage.writeBuyers((perSecond * longestMs) / 1000);
  const wires = await openWires({ port: app.port, count: 100 });
  const shopping = new Shopping({ buyers, path: "/api/preorders", editionId: other.editionId });
  const expired = await stage.db.$executeRaw`
    UPDATE preorder SET hold_expires_at = now() WHERE edition_id = ${edition.editionId}::uuid AND state = 'HELD'`;
  const started = performance.now();
  let seconds = Number.NaN;
  const gone = untilNoneIsHeld(stage, edition.editionId).then(() => {
    seconds = (performance.now() - started) / 1000;
  });
  const next = () => {
    const isOver = Number.isFinite(seconds) && performance.now() - started > shortestMs;
    return isOver ? null : shopping.next();
  };
  const fired = await fireOpen({ wires, next, ms: longestMs, perSecond });
  await gone;
  for (const wire of wires) wire.close();
  const [stock] = await stage.db.$queryRaw<{ available: number; stock: number }[]>`
    SELECT available, initial + adjusted AS stock FROM inventory WHERE edition_id = ${edition.editionId}::uuid`;
  const back = stock?.available === stock?.stock ? [] : [`${stock?.available} of ${stock?.stock} units came back`];
  const faults = [...back, ...shopping.faults, ...(await auditEdition(stage.db, other, shopping.placed))];
  return { expired, seconds, fired, faults };
}

async function untilNoneIsHeld({ db }: Stage, editionId: string): Promise<void> {
  const until = performance.now() + longestMs;
  while (performance.now() < until) {
    const [held] = await db.$queryRaw<object[]>`
      SELECT FROM preorder WHERE edition_id = ${editionId}::uuid AND state = 'HELD' LIMIT 1`;
    if (!held) return;
    await pause(200);
  }
}
