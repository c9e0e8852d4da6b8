// A crowd in a process of its own. `pull`: every line asks for the same piece again and again. `watch`: every viewer reads
// the playlist once a second and then its newest segment, as a player does.
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { answerParent } from "#bench/harness/answer-parent.ts";
import { openPullers } from "#bench/video/puller.ts";

const order = z.object({ port: z.number(), path: z.string(), lines: z.number(), ms: z.number() });

answerParent({ pull, watch });

async function pull(payload: unknown) {
  const { port, path, lines, ms } = order.parse(payload);
  const pullers = await openPullers(port, lines);
  const end = performance.now() + ms;
  const started = performance.now();
  let bytes = 0;
  await Promise.all(
    pullers.map(async (puller) => {
      while (performance.now() < end) bytes += (await puller.get(path)).bytes;
    }),
  );
  for (const puller of pullers) puller.close();
  return { bytes, seconds: (performance.now() - started) / 1000, failed: 0 };
}

async function watch(payload: unknown) {
  const { port, path, lines, ms } = order.parse(payload);
  const pullers = await openPullers(port, lines);
  const started = performance.now();
  let bytes = 0;
  let failed = 0;
  await Promise.all(
    pullers.map(async (puller, index) => {
      let seen = "";
      await sleep((index / lines) * 1000);
      for (let turn = 1; performance.now() - started < ms; turn++) {
        const playlist = await puller.get(`${path}/live.m3u8`);
        const newest = playlist.text.match(/^segments\/\d+\.m4s$/gm)?.at(-1) ?? "";
        if (playlist.status !== 200) failed += 1;
        if (newest !== seen) bytes += await take(puller, newest);
        seen = newest;
        await sleep(Math.max(0, started + (index / lines + turn) * 1000 - performance.now()));
      }
    }),
  );
  for (const puller of pullers) puller.close();
  return { bytes, seconds: (performance.now() - started) / 1000, failed };

  async function take(puller: (typeof pullers)[number], newest: string): Promise<number> {
    const segment = await puller.get(`${path}/${newest}`);
    if (segment.status !== 200) failed += 1;
    return segment.bytes;
  }
}
