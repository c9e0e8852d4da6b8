import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { closeViewers, openViewers, type Viewer } from "#bench/harness/viewers.ts";
import { audit } from "#tests/faults/audit.ts";
import { Crowd } from "#tests/faults/customers.ts";
import { buy } from "#tests/faults/plans.ts";
import type { Scenario } from "#tests/faults/scenario.ts";
import { inShop, residentBytes, type Shop } from "#tests/faults/shop.ts";

const sizes = {
  short: { stalled: 40, slow: 20, ms: 3000, perSecond: 60, waitsForCut: false },
  full: { stalled: 100, slow: 100, ms: 75_000, perSecond: 200, waitsForCut: true },
};
/** Bytes. A stuck line may hold one megabyte until it is cut; the load alone lets a young heap grow by 70. */
const maxMemory = 256 * 1024 * 1024;

export const stallReaders: Scenario = {
  name: "stall-readers",
  promise: "viewers who do not read and clients who do not write hurt themselves alone, and are cut",
  run: ({ size, say }) =>
    inShop(async (shop) => {
      const { stalled, slow, ms, perSecond, waitsForCut } = sizes[size];
      const { editionId, showId } = await shop.openEdition({ stock: 1_000_000, perPersonLimit: 1000 });
      const crowd = new Crowd({ doors: [shop.door.http], buyers: await shop.buyers(1000), plans: [buy(editionId)] });
      const port = Number(new URL(shop.door.url).port);
      const healthy = await openViewers({ port, showId, count: 10 });
      crowd.open(perSecond);
      await sleep(1000);

      say(`${stalled} viewers stop reading, ${slow} clients dawdle`);
      const before = residentBytes(shop);
      const deaf = await openViewers({ port, showId, count: stalled });
      for (const { line } of deaf) line.pause();
      const dawdlers = Array.from({ length: slow }, (_, index) => dawdle(port, index));
      const framesBefore = healthy.map(({ frames }) => frames);
      await sleep(ms);
      const grown = residentBytes(shop) - before;
      await crowd.close();

      const violations = [
        ...findStarved(healthy, framesBefore, ms),
        ...(grown > maxMemory ? [`the server grew by ${Math.round(grown / 1024 / 1024)} MB`] : []),
      ];
      const left = { viewers: await countViewers(shop), dawdlers: await countOpen(dawdlers) };
      if (waitsForCut && left.viewers > healthy.length)
        violations.push(`${left.viewers - healthy.length} viewers who do not read are still there`);
      if (waitsForCut && left.dawdlers > 0)
        violations.push(`${left.dawdlers} clients who do not write are still there`);
      closeViewers([...healthy, ...deaf]);
      for (const socket of dawdlers) socket.destroy();
      const report = await audit(shop, crowd, { faults: stalled + slow });
      return {
        ...report,
        notes: { ...report.notes, grownMb: Math.round(grown / 1024 / 1024) },
        violations: [...violations, ...report.violations],
      };
    }),
};

/** A client that begins a request and does not end it: half a head, half a body, or an answer it never reads. */
function dawdle(port: number, index: number): Socket {
  const starts = [
    "POST /api/preorders HTTP/1.1\r\nhost: x\r\n",
    "POST /api/preorders HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{",
    "GET /api/docs/swagger-ui-bundle.js HTTP/1.1\r\nhost: x\r\n\r\n",
  ];
  const socket = connect({ port, host: "127.0.0.1" });
  socket.on("error", () => {});
  socket.write(starts[index % starts.length] ?? "");
  if (index % starts.length === 2) socket.pause();
  else socket.resume();
  return socket;
}

/** Lines that the server has not cut. One that does not read hears of a cut only when it has read what came before. */
async function countOpen(dawdlers: Socket[]): Promise<number> {
  for (const socket of dawdlers) socket.resume();
  await sleep(2000);
  return dawdlers.filter(({ destroyed }) => !destroyed).length;
}

/** Healthy viewers go on hearing: at least one frame a second. */
function findStarved(healthy: Viewer[], before: number[], ms: number): string[] {
  const starved = healthy.filter(({ frames }, index) => frames - (before[index] ?? 0) < ms / 1000).length;
  return starved > 0 ? [`${starved} viewers who do read heard too little`] : [];
}

/** Viewers that the server still counts in its room. */
async function countViewers({ door, shelf }: Shop): Promise<number> {
  const { body } = await door.http("GET", `/api/shows/${shelf[0]?.showId}/snapshot`);
  return Number(Reflect.get(Object(body), "viewers"));
}
