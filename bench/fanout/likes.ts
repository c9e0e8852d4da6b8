import { z } from "zod";
import type { FixtureSets } from "#bench/fanout/fixtures.ts";
import type { Stage } from "#bench/harness/stage.ts";
import type { Viewer } from "#bench/harness/viewers.ts";

const tapsPerMessage = 5;
const naivePerSecond = 200;
const writtenEvery = 5000;
const writtenWithin = 2 * writtenEvery;

export type Likes = { perProcessorSecond: number; perSecond: number; writesPerSecond: number; faults: string[] };

/** Every viewer taps five times a second; as on the product's page, taps travel once a second. All must reach the database. */
export async function likeOurs(stage: Stage, { ours, edition }: FixtureSets, ms: number): Promise<Likes> {
  const { showId } = edition;
  const before = await readSettledLikes(stage, showId);
  await ours.child.tell("countStatements");
  const spent = stage.serverSeconds(ours.app);
  const started = performance.now();
  const { sent, heard } = await tap(ours.viewers, {
    showId,
    n: tapsPerMessage,
    perSecond: ours.viewers.length,
    ms: Math.max(ms, writtenEvery),
  });
  const likes = heard * tapsPerMessage;
  const seconds = (performance.now() - started) / 1000;
  const processor = stage.serverSeconds(ours.app) - spent;
  const written = await waitForLikes(stage, showId, before + likes);
  const counts = await ours.child.ask("statements", z.record(z.string(), z.number()));
  const writes = Object.entries(counts).find(([text]) => text.includes("show_minute"))?.[1] ?? 0;
  const faults = heard === sent ? [] : [`${sent - heard} of ${sent} like messages were not accepted`];
  if (written !== before + likes) faults.push(`${likes} likes were accepted and ${written - before} written`);
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
  const { heard } = await tap(stock.viewers, { showId: edition.showId, n: 1, perSecond: naivePerSecond, ms });
  const processor = stage.serverSeconds(stock) - spent;
  const perSecond = (heard / (performance.now() - started)) * 1000;
  return { perProcessorSecond: heard / processor, perSecond, writesPerSecond: perSecond, faults: [] };
}

type Taps = { showId: string; n: number; perSecond: number; ms: number };

async function tap(viewers: Viewer[], { showId, n, perSecond, ms }: Taps): Promise<{ sent: number; heard: number }> {
  const before = acksOf(viewers);
  const started = performance.now();
  let sent = 0;
  for (let passed = 0; passed < ms; passed = performance.now() - started) {
    for (; sent < (passed * perSecond) / 1000; sent += 1) viewers[sent % viewers.length]?.say("like", { showId, n });
    await new Promise((resume) => setTimeout(resume, 10));
  }
  const deadline = performance.now() + 10_000;
  while (acksOf(viewers) - before < sent && performance.now() < deadline)
    await new Promise((resume) => setTimeout(resume, 20));
  return { sent, heard: acksOf(viewers) - before };
}

function acksOf(viewers: Viewer[]): number {
  return viewers.reduce((sum, { acks }) => sum + acks, 0);
}

async function waitForLikes(stage: Stage, showId: string, wanted: number): Promise<number> {
  const deadline = performance.now() + writtenWithin;
  for (;;) {
    const likes = await readLikes(stage, showId);
    if (likes >= wanted || performance.now() > deadline) return likes;
    await new Promise((resume) => setTimeout(resume, 200));
  }
}

/** What earlier parts of the run left in memory is written first. */
async function readSettledLikes(stage: Stage, showId: string): Promise<number> {
  await new Promise((resume) => setTimeout(resume, writtenEvery + 500));
  return readLikes(stage, showId);
}

async function readLikes({ db }: Stage, showId: string): Promise<number> {
  const { likes } = await db.show.findUniqueOrThrow({ where: { id: showId }, select: { likes: true } });
  return Number(likes);
}
