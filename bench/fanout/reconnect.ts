import type { Crowd } from "#bench/fanout/crowd.ts";
import { fireOpen } from "#bench/harness/fire.ts";
import type { Stage } from "#bench/harness/stage.ts";
import { closeViewers, enterAtOnce } from "#bench/harness/viewers.ts";
import { openWires } from "#bench/harness/wire.ts";
import { auditEdition } from "#bench/orders/audit.ts";
import { Shopping } from "#bench/orders/shopping.ts";

const ordersPerSecond = 50;
const watchedFor = 4000;

/** Every line of the room is cut and comes back at once, while others keep ordering. The new crowd replaces the old. */
export async function storm(stage: Stage, crowd: Crowd) {
  const { app, edition } = crowd;
  const buyers = await stage.writeBuyers((ordersPerSecond * watchedFor * 2) / 1000);
  const shopping = new Shopping({ buyers, path: "/api/preorders", editionId: edition.editionId });
  const wires = await openWires({ port: app.port, count: 32 });
  const ordering = fireOpen({ wires, next: shopping.next, ms: watchedFor, perSecond: ordersPerSecond });
  const count = crowd.viewers.length;
  closeViewers(crowd.viewers);
  const started = performance.now();
  crowd.viewers = await enterAtOnce({ port: app.port, showId: edition.showId, count });
  const seconds = (performance.now() - started) / 1000;
  await ordering;
  for (const wire of wires) wire.close();
  const refused = Object.entries(shopping.refused).map(([name, times]) => `in the storm ${times} orders got ${name}`);
  const faults = [
    ...refused,
    ...shopping.faults,
    ...(await auditEdition(stage.db, edition, crowd.placed + shopping.placed)),
  ];
  return { seconds, faults };
}
