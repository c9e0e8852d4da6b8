import { z } from "zod";
import type { FixtureSets, Fixtures } from "#bench/fanout/fixtures.ts";
import type { Progress } from "#bench/harness/progress.ts";
import { type Watched, watch } from "#bench/harness/watch.ts";

/** CPU microseconds of the server for each frame that arrived. */
export type FrameCost = { ours: number[]; stock: number[]; raw: number[]; frameBytes: number };

const everyMs = 100;
const framed = z.tuple([z.literal("frame"), z.unknown()]);

/** The same full frame ten times a second from all three, interleaved: what one delivered frame costs each of them. */
export async function compareFrames({
  casts,
  rounds,
  ms,
  progress,
}: {
  casts: FixtureSets;
  rounds: number;
  ms: number;
  progress: Progress;
}): Promise<FrameCost> {
  const { ours, stock, raw, edition } = casts;
  const cost: FrameCost = { ours: [], stock: [], raw: [], frameBytes: 0 };
  await play(ours, "pulse", { ...edition, everyMs }, 500);
  const message = ours.viewers[0]?.lastFrame ?? "";
  const [, frame] = framed.parse(JSON.parse(message.slice(2)));
  cost.frameBytes = Buffer.byteLength(message);
  const arms: [string, () => Promise<unknown>][] = [
    ["ours", async () => cost.ours.push(each(await play(ours, "pulse", { ...edition, everyMs }, ms)))],
    ["stock", async () => cost.stock.push(each(await play(stock, "repeat", { frame, everyMs }, ms)))],
    ["raw", async () => cost.raw.push(each(await play(raw, "repeat", { message, everyMs }, ms)))],
  ];
  for (let round = 0; round < rounds; round += 1) {
    for (const [label, run] of round % 2 === 0 ? arms : arms.toReversed()) {
      progress.step(`cost of a frame, round ${round + 1} of ${rounds}: ${label}`);
      await run();
    }
  }
  return cost;
}

/** Lets a server send for a while and watches its crowd. */
export async function play({ child, viewers }: Fixtures, what: string, payload: object, ms: number): Promise<Watched> {
  await child.tell(what, payload);
  const watched = await watch(child, viewers, ms);
  await child.tell("stopEvents");
  await new Promise((resume) => setTimeout(resume, 250));
  return watched;
}

const each = ({ processor, frames }: Watched) => (processor / frames) * 1e6;
