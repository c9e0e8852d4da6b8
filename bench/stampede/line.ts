import { randomBytes } from "node:crypto";
import { z } from "zod";
import { fireClosed } from "#bench/harness/fire.ts";
import { maxConnections } from "#bench/harness/max-connections.ts";
import type { App, Stage } from "#bench/harness/stage.ts";
import { openWires } from "#bench/harness/wire.ts";
import { auditEdition } from "#bench/orders/audit.ts";
import { greetings } from "#bench/orders/shopping.ts";
import type { Told } from "#bench/stampede/crowd.ts";
import { type Heard, Watcher } from "#bench/stampede/watcher.ts";
import { queueEntry } from "#lib/live/contract.ts";
import type { SeededBuyer } from "#prisma/seed/buyers.ts";

const atOnce = 200;
const leadSeconds = 2;
const maxWait = 30_000;
const said = z.tuple([z.literal("line"), queueEntry]);

/**
 * `processor` is the CPU seconds of the app from then until all had heard; `joined` is places taken in a second, `watched` how many of them were watched on a line of their own; `won` and `lost` count from the
 * moment at which the drop was to open.
 */
export type Drawn = Told & { joined: number; watched: number; processor: number };

/**
 * Everybody took a place in the line of a shuffled drop and watches on a line of their own, as far as the machine allows that many. The
 * drop opens at a set moment, and each is told what became of their place.
 */
export async function draw({
  stage,
  app,
  buyers,
  units,
  profile,
}: {
  stage: Stage;
  app: App;
  buyers: SeededBuyer[];
  units: number;
  /** The file for a CPU profile of the opening. */
  profile?: string | undefined;
}): Promise<Drawn> {
  const edition = await stage.openEdition({ stock: units });
  const dropId = await armDrop(stage, edition, units);
  const told: Drawn = { won: [], lost: [], sentAway: 0, faults: [], joined: 0, watched: 0, processor: 0 };
  told.joined = await takePlaces({ app, dropId, buyers, told });
  const watchers = await watchAll(app.port, buyers.slice(0, maxConnections()));
  told.watched = watchers.length;
  try {
    if (profile) await app.child.tell("startProfile");
    const spent = await app.child.processorSeconds();
    const opensAt = await fire(stage, dropId);
    const heard: Heard[] = [];
    await Promise.race([
      Promise.all(watchers.map((watcher) => watcher.told.then((news) => heard.push(news)))),
      new Promise((resume) => setTimeout(resume, leadSeconds * 1000 + maxWait)),
    ]);
    told.processor = (await app.child.processorSeconds()) - spent;
    if (profile) await app.child.tell("stopProfile", profile);
    for (const news of heard) note(told, news, opensAt);
  } finally {
    for (const watcher of watchers) watcher.close();
  }
  const won = await stage.db.queueEntry.count({ where: { dropId, state: "SERVED" } });
  if (won !== units || told.won.length + told.lost.length !== told.watched)
    told.faults.push(
      `of ${buyers.length} in the line ${won} won one of ${units}; of ${told.watched} watched ones ${told.won.length} heard that they won, ${told.lost.length} that they wait on`,
    );
  told.faults.push(...(await auditEdition(stage.db, edition, units)));
  return told;
}

async function armDrop({ db }: Stage, { showId, editionId }: { showId: string; editionId: string }, units: number) {
  const terms = { title: "A draw", units, seconds: 600, mode: "SHUFFLED" } as const;
  const { id } = await db.drop.create({ data: { showId, editionId, ...terms } });
  await db.$queryRaw`SELECT arm_drop(${id}::uuid, ${randomBytes(32)}::bytea)`;
  return id;
}

async function fire({ db }: Stage, dropId: string): Promise<number> {
  const [row] = await db.$queryRaw<{ at: Date }[]>`
    UPDATE drop SET opens_at = now() + make_interval(secs => ${leadSeconds}::int), closes_at = now() + interval '1 hour'
    WHERE id = ${dropId}::uuid RETURNING opens_at AS at`;
  return row?.at.getTime() ?? 0;
}

async function takePlaces({
  app,
  dropId,
  buyers,
  told,
}: {
  app: App;
  dropId: string;
  buyers: SeededBuyer[];
  told: Drawn;
}): Promise<number> {
  const wires = await openWires({ port: app.port, count: 256 });
  await fireClosed({ wires, next: greetings(buyers), ms: 120_000 });
  let index = 0;
  const next = () => {
    const buyer = buyers[index];
    index += 1;
    if (!buyer) return null;
    return {
      text: `POST /api/drops/${dropId}/line HTTP/1.1\r\nhost: bench\r\ncontent-type: application/json\r\ncookie: ${buyer.cookie}\r\nidempotency-key: draw-${dropId}\r\ncontent-length: 2\r\n\r\n{}`,
      done: (reply: { status: number; body: string } | null) => {
        if (reply?.status !== 201 && told.faults.length < 5)
          told.faults.push(`a place was answered ${reply?.status} ${reply?.body.slice(0, 120)}`);
      },
    };
  };
  const { requests, seconds } = await fireClosed({ wires, next, ms: 600_000 });
  for (const wire of wires) wire.close();
  return requests / seconds;
}

async function watchAll(port: number, buyers: SeededBuyer[]): Promise<Watcher[]> {
  const watchers: Watcher[] = [];
  while (watchers.length < buyers.length) {
    const some = buyers.slice(watchers.length, watchers.length + atOnce);
    watchers.push(...(await Promise.all(some.map((buyer, index) => enter(port, buyer, watchers.length + index)))));
  }
  return watchers;
}

/** Who is turned away because many come at once comes again a moment later, as every client of the room does. */
async function enter(port: number, { cookie }: SeededBuyer, index: number): Promise<Watcher> {
  for (;;) {
    const watcher = await Watcher.open({ port, cookie, localAddress: `127.0.0.${1 + (index % 8)}` });
    if (watcher) return watcher;
    await new Promise((resume) => setTimeout(resume, 500 + Math.random() * 1000));
  }
}

function note(told: Drawn, { text, at }: Heard, opensAt: number) {
  const [, { state }] = said.parse(JSON.parse(text.toString("utf8", 2)));
  (state === "SERVED" ? told.won : told.lost).push(at - opensAt);
}
