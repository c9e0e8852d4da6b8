import { fireClosed } from "#bench/harness/fire.ts";
import { maxConnections } from "#bench/harness/max-connections.ts";
import type { App, Stage } from "#bench/harness/stage.ts";
import { openWires, type Wire } from "#bench/harness/wire.ts";
import { auditEdition } from "#bench/orders/audit.ts";
import { greetings } from "#bench/orders/shopping.ts";
import type { SeededBuyer } from "#prisma/seed/buyers.ts";

/** Milliseconds from the moment all started to ask until each was told, by what they were told; how often somebody had to come again. */
export type Told = { won: number[]; lost: number[]; sentAway: number; faults: string[] };
export type Crowd = { app: App; editionId: string; buyers: SeededBuyer[]; wires: Wire[] };
/** A way to ask for one of few units, all at the same moment. */
export type Ask = (crowd: Crowd) => Promise<Told>;

/**
 * Everybody is in the room already when the sale opens, on a line of their own as far as the machine allows that many; who has to share
 * one asks when the other was answered.
 */
export async function rush({
  stage,
  app,
  buyers,
  units,
  ask,
}: {
  stage: Stage;
  app: App;
  buyers: SeededBuyer[];
  units: number;
  ask: Ask;
}): Promise<Told> {
  const edition = await stage.openEdition({ stock: units });
  const wires = await openWires({ port: app.port, count: Math.min(buyers.length, maxConnections()) });
  try {
    await fireClosed({ wires: wires.slice(0, 64), next: greetings(buyers), ms: 120_000 });
    const told = await ask({ app, editionId: edition.editionId, buyers, wires });
    const faults = [...told.faults, ...(await auditEdition(stage.db, edition, units))];
    if (told.won.length !== units || told.won.length + told.lost.length !== buyers.length)
      faults.push(
        `of ${buyers.length} buyers ${told.won.length} got one of ${units} units, ${told.lost.length} were told no`,
      );
    return { ...told, faults };
  } finally {
    for (const wire of wires) wire.close();
  }
}

/** Plain orders: one request each, and its answer is the news; who is sent away comes again when they were told to. */
export const askByOrder: Ask = async ({ editionId, buyers, wires }) => {
  const told: Told = { won: [], lost: [], sentAway: 0, faults: [] };
  const body = `{"editionId":"${editionId}","quantity":1}`;
  const started = performance.now();
  await Promise.all(wires.map(askInTurn));
  return told;

  async function askInTurn(wire: Wire, first: number) {
    for (let index = first; index < buyers.length; index += wires.length) {
      const cookie = buyers[index]?.cookie ?? "";
      await new Promise<void>((decided) => ask(wire, cookie, decided));
    }
  }

  function ask(wire: Wire, cookie: string, decided: () => void) {
    const text = `POST /api/preorders HTTP/1.1\r\nhost: bench\r\ncontent-type: application/json\r\ncookie: ${cookie}\r\nidempotency-key: rush-${editionId}\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
    wire.send(text, (reply) => {
      const after = performance.now() - started;
      const wait = reply?.status === 503 ? Number(/"retryAfter":(\d+)/.exec(reply.body)?.[1]) : Number.NaN;
      if (wait > 0) {
        told.sentAway += 1;
        setTimeout(() => ask(wire, cookie, decided), wait * 1000);
        return;
      }
      if (reply?.status === 201) told.won.push(after);
      else if (reply?.body.includes('"code":"sold_out"')) told.lost.push(after);
      else if (told.faults.length < 5) told.faults.push(`somebody was answered ${reply?.status} ${reply?.body}`);
      decided();
    });
  }
};
