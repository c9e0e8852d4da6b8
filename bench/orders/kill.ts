import { fireClosed } from "#bench/harness/fire.ts";
import type { App, Stage } from "#bench/harness/stage.ts";
import { openWires } from "#bench/harness/wire.ts";
import { inFlight } from "#bench/orders/arms.ts";
import { auditEdition } from "#bench/orders/audit.ts";
import { Shopping } from "#bench/orders/shopping.ts";
import type { SeededBuyer } from "#prisma/seed/buyers.ts";

const killAfter = 700;

/** Kills the product under load, starts it again, and lets everybody who got no answer ask again with the same key. */
export async function killAndAskAgain({ stage, app, buyers }: { stage: Stage; app: App; buyers: SeededBuyer[] }) {
  const edition = await stage.openEdition();
  const shopping = new Shopping({ buyers, path: "/api/preorders", editionId: edition.editionId });
  const wires = await openWires({ port: app.port, count: inFlight });
  const killed = new Promise<void>((done) => {
    setTimeout(() => void app.child.kill("SIGKILL").then(done), killAfter);
  });
  await fireClosed({ wires, next: shopping.next, ms: killAfter + 5000 });
  await killed;

  const revived = await stage.startApp();
  const placedBefore = shopping.placed;
  const asking = [...new Map(shopping.unanswered.map((order) => [order.key, order])).values()];
  const unknown = asking.filter(({ body }) => body === null);
  const again = [...asking, ...shopping.accepted.slice(0, 500)].map((order) => shopping.repeat(order));
  const lines = await openWires({ port: revived.port, count: 64 });
  await fireClosed({ wires: lines, next: () => again.shift() ?? null, ms: 20_000 });
  for (const wire of lines) wire.close();
  const faults = [...shopping.faults, ...(await auditEdition(stage.db, edition, placedBefore + unknown.length))];
  return { unanswered: asking.length, faults };
}
