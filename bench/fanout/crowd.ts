import { play } from "#bench/fanout/frame-cost.ts";
import { fireClosed, fireOpen } from "#bench/harness/fire.ts";
import type { App, Stage } from "#bench/harness/stage.ts";
import { openViewers, type Viewer } from "#bench/harness/viewers.ts";
import { openWires } from "#bench/harness/wire.ts";
import { Shopping } from "#bench/orders/shopping.ts";
import type { OpenEdition } from "#prisma/seed/open-edition.ts";

const lines = 64;
const peakMs = 1000;
const buyersAtPeak = 8000;

/** A large room of its own, on the same server, and what was bought in it. */
export type Crowd = { app: App; edition: OpenEdition; viewers: Viewer[]; placed: number };

export async function openCrowd(stage: Stage, app: App, count: number): Promise<Crowd> {
  const edition = await stage.openEdition();
  const viewers = await openViewers({ port: app.port, showId: edition.showId, count });
  return { app, edition, viewers, placed: 0 };
}

/** How long what happens takes to a viewer while the shop sells half of what it could, with the same crowd watching. */
export async function sellBeside(stage: Stage, crowd: Crowd, ms: number) {
  const { app, edition, viewers } = crowd;
  const wires = await openWires({ port: app.port, count: lines });
  const order = async (count: number) =>
    new Shopping({
      buyers: await stage.writeBuyers(count),
      ...{ path: "/api/preorders", editionId: edition.editionId },
    });
  const rush = await order(buyersAtPeak);
  const peak = await fireClosed({ wires, next: rush.next, ms: peakMs });
  const perSecond = peak.requests / peak.seconds / 2;
  const shopping = await order(Math.ceil((perSecond * ms) / 1000));
  const [watched, sold] = await Promise.all([
    play(
      { child: app.child, port: app.port, viewers, perViewer: { live: 0, resident: 0 } },
      "playEvents",
      { ...edition, everyMs: 10, events: 5 },
      ms,
    ),
    fireOpen({ wires, next: shopping.next, ms, perSecond }),
  ]);
  for (const wire of wires) wire.close();
  crowd.placed += rush.placed + shopping.placed;
  const both = [rush, shopping];
  const refused = both
    .flatMap(({ refused: by }) => Object.entries(by))
    .map(([name, times]) => `beside the crowd ${times} orders got ${name}`);
  return {
    latencies: watched.latencies,
    perSecond: sold.requests / sold.seconds,
    faults: [...refused, ...both.flatMap(({ faults }) => faults)],
  };
}
