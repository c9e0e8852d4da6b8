import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { Child } from "#bench/harness/child.ts";
import type { Progress } from "#bench/harness/progress.ts";
import type { App, Stage } from "#bench/harness/stage.ts";
import { TakeStarted } from "#lib/media/schema.ts";
import { createSource } from "#tests/media/synthetic.ts";

export const pulled = z.object({ bytes: z.number(), seconds: z.number(), failed: z.number() });
type Pulled = { bytes: number; seconds: number; processorSeconds: number };

/** The product with a show on air at 2.5 Mbit/s, a bare server, and a crowd. */
export type Delivery = {
  stage: Stage;
  app: App;
  bare: App;
  crowd: Child;
  showId: string;
  close: () => Promise<void>;
};

const bytesPerSecond = 312_500;
const lines = 32;

export async function openDelivery(stage: Stage): Promise<Delivery> {
  const app = await stage.startApp();
  const bareChild = new Child("arms/bare-segments-main.ts");
  const bare = { child: bareChild, port: await bareChild.ask("listen", z.number()) };
  const crowd = new Child("arms/viewers-main.ts");
  const { showId } = await stage.openEdition();
  const stop = await goOnAir(app, showId);
  await sleep(3000);
  return {
    ...{ stage, app, bare, crowd, showId },
    close: async () => {
      await stop();
      await Promise.all([crowd.kill(), bareChild.kill()]);
    },
  };
}

/** Uploads a fragment five times a second, as the host's page does, until stopped. */
async function goOnAir({ child, port }: App, showId: string): Promise<() => Promise<void>> {
  const { takeId, showKey } = await child.ask("startTake", TakeStarted, showId);
  const source = createSource({ bytesPerSecond });
  let stopped = false;
  const running = (async () => {
    const began = performance.now();
    for (let n = 0; !stopped; n++) {
      const bytes = n === 0 ? source.init : source.next();
      const answer = await fetch(`http://127.0.0.1:${port}/media/${showId}/takes/${takeId}/chunks/${n}`, {
        method: "PUT",
        headers: { authorization: `Bearer ${showKey}` },
        body: new Uint8Array(bytes),
      });
      if (!answer.ok) throw new Error(`A fragment was refused: ${await answer.text()}`);
      await sleep(Math.max(0, began + n * 200 - performance.now()));
    }
  })();
  return async () => {
    stopped = true;
    await running;
  };
}

type Comparison = Delivery & { rounds: number; ms: number; progress: Progress };

/** Gigabits per second out of memory: the same number of bytes from both, in turn. */
export async function compareDelivery({ rounds, ms, progress, ...delivery }: Comparison) {
  const sent = { ours: [] as Pulled[], bare: [] as Pulled[], faults: [] as string[] };
  await pullOurs(delivery, 500);
  await pullBare(delivery, 500);
  const arms = [
    async () => {
      progress.step("segments: ours");
      sent.ours.push(await pullOurs(delivery, ms));
    },
    async () => {
      progress.step("segments: bare http");
      sent.bare.push(await pullBare(delivery, ms));
    },
  ];
  for (let round = 0; round < rounds; round += 1) {
    for (const play of round % 2 === 0 ? arms : arms.toReversed()) await play();
  }
  return sent;
}

export async function pullOurs(delivery: Delivery, ms: number): Promise<Pulled> {
  const { path } = await newestSegment(delivery);
  return pull(delivery, delivery.app, path, ms);
}

async function pullBare(delivery: Delivery, ms: number): Promise<Pulled> {
  const { bytes } = await newestSegment(delivery);
  await delivery.bare.child.tell("setSize", bytes);
  return pull(delivery, delivery.bare, "/segment", ms);
}

async function pull({ crowd }: Delivery, { child, port }: App, path: string, ms: number): Promise<Pulled> {
  const before = await child.processorSeconds();
  const { bytes, seconds } = await crowd.ask("pull", pulled, { port, path, lines, ms });
  return { bytes, seconds, processorSeconds: (await child.processorSeconds()) - before };
}

async function newestSegment({ app, showId }: Delivery): Promise<{ path: string; bytes: number }> {
  const base = `http://127.0.0.1:${app.port}/media/${showId}`;
  const playlist = await (await fetch(`${base}/live.m3u8`)).text();
  const name = playlist.match(/^segments\/\d+\.m4s$/gm)?.at(-1);
  if (!name) throw new Error("The show has no video.");
  const segment = await (await fetch(`${base}/${name}`)).arrayBuffer();
  return { path: `/media/${showId}/${name}`, bytes: segment.byteLength };
}
