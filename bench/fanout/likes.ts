import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { FixtureSets } from "#bench/fanout/fixtures.ts";
import type { Stage } from "#bench/harness/stage.ts";
import type { Viewer } from "#bench/harness/viewers.ts";

const tapsPerMessage = 5;
const naivePerSecond = 200;
const writtenEvery = 5000;
const writtenWithin = 2 * writtenEvery;
/** After the last tap, for the server to get to it. */
const heardWithin = 300;

export type Likes = { perProcessorSecond: number; perSecond: number; writesPerSecond: number; faults: string[] };

/**
 * Every viewer taps five times a second; as on the product's page, taps travel once a second and nobody waits for an answer. All
 * must reach the database.
 */
export async function likeOurs(stage: Stage, { ours, edition }: FixtureSets, ms: number): Promise<Likes> {
  const { showId } = edition;
  const before = await readSettledLikes(stage, showId);
  await ours.child.tell("countStatements");
  const spent = stage.serverSeconds(ours.app);
  const started = performance.now();
  const rhythm = { perSecond: ours.viewers.length, ms: Math.max(ms, writtenEvery) };
  const sent = await tap(ours.viewers, rhythm, (viewer) => viewer.mention("like", { showId, n: tapsPerMessage }));
  await sleep(heardWithin);
  const likes = sent * tapsPerMessage;
  const seconds = (performance.now() - started) / 1000;
  const processor = stage.serverSeconds(ours.app) - spent;
  const written = await waitForLikes(stage, showId, before + likes);
  const counts = await ours.child.ask("statements", z.record(z.string(), z.number()));
  const writes = Object.entries(counts).find(([text]) => text.includes("show_minute"))?.[1] ?? 0;
  const faults = written === before + likes ? [] : [`${likes} likes were sent and ${written - before} written`];
  const passed = (performance.now() - started) / 1000;
  return {
    perProcessorSecond: likes / processor,
    perSecond: likes / seconds,
    writesPerSecond: writes / passed,
    faults,
  };
}

/** One message and one UPDATE per like. */
export async function likeNaively(stage: Stage, { stock, edition }: FixtureSets, ms: number): Promise<Likes> {
  const spent = stage.serverSeconds(stock);
  const started = performance.now();
  const before = acksOf(stock.viewers);
  const sent = await tap(stock.viewers, { perSecond: naivePerSecond, ms }, (viewer) =>
    viewer.say("like", { showId: edition.showId, n: 1 }),
  );
  const deadline = performance.now() + 10_000;
  while (acksOf(stock.viewers) - before < sent && performance.now() < deadline) await sleep(20);
  const heard = acksOf(stock.viewers) - before;
  const processor = stage.serverSeconds(stock) - spent;
  const perSecond = (heard / (performance.now() - started)) * 1000;
  return { perProcessorSecond: heard / processor, perSecond, writesPerSecond: perSecond, faults: [] };
}

type Rhythm = { perSecond: number; ms: number };

async function tap(viewers: Viewer[], { perSecond, ms }: Rhythm, say: (viewer: Viewer) => void): Promise<number> {
  const started = performance.now();
  let sent = 0;
  for (let passed = 0; passed < ms; passed = performance.now() - started) {
    for (; sent < (passed * perSecond) / 1000; sent += 1) {
      const viewer = viewers[sent % viewers.length];
      if (viewer) say(viewer);
    }
    await sleep(10);
  }
  return sent;
}

function acksOf(viewers: Viewer[]): number {
  return viewers.reduce((sum, { acks }) => sum + acks, 0);
}

async function waitForLikes(stage: Stage, showId: string, wanted: number): Promise<number> {
  const deadline = performance.now() + writtenWithin;
  for (;;) {
    const likes = await readLikes(stage, showId);
    if (likes >= wanted || performance.now() > deadline) return likes;
    await sleep(200);
  }
}

/** What earlier parts of the run left in memory is written first. */
async function readSettledLikes(stage: Stage, showId: string): Promise<number> {
  await sleep(writtenEvery + 500);
  return readLikes(stage, showId);
}

async function readLikes({ db }: Stage, showId: string): Promise<number> {
  const { likes } = await db.show.findUniqueOrThrow({ where: { id: showId }, select: { likes: true } });
  return Number(likes);
}
