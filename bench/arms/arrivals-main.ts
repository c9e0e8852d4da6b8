// A crowd in a process of its own: each opens the page, then a line into the room, and stays.
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { answerParent } from "#bench/harness/answer-parent.ts";
import { closeViewers, Viewer } from "#bench/harness/viewers.ts";
import { type Reply, Wire } from "#bench/harness/wire.ts";

const order = z.object({ port: z.number(), path: z.string(), showId: z.string(), count: z.number(), ms: z.number() });
type Order = z.infer<typeof order>;

/** So many that limits by address see a crowd and not one machine. */
const addresses = process.platform === "linux" ? 200 : 1;
const viewers: Viewer[] = [];

answerParent({ arrive, leave });

async function arrive(payload: unknown) {
  const { count, ms, ...where } = order.parse(payload);
  const found = { pages: [] as number[], entered: [] as number[], faults: {} as Record<string, number>, frames: 0 };
  const before = process.cpuUsage();
  const started = performance.now();
  const open: Promise<void>[] = [];
  for (let index = 0; index < count; index += 1) {
    const due = started + (index / count) * ms;
    const wait = due - performance.now();
    if (wait > 1) await sleep(wait);
    open.push(
      comeIn(where, index, due, found).catch((error: unknown) => {
        const said = error instanceof Error ? error.message : String(error);
        found.faults[said] = (found.faults[said] ?? 0) + 1;
      }),
    );
  }
  await Promise.all(open);
  found.frames = viewers.reduce((sum, viewer) => sum + viewer.frames, 0);
  const { user, system } = process.cpuUsage(before);
  return { ...found, generator: (user + system) / 1e3 / (performance.now() - started) };
}

function leave() {
  closeViewers(viewers.splice(0));
}

async function comeIn(
  { port, path, showId }: Omit<Order, "count" | "ms">,
  index: number,
  due: number,
  found: { pages: number[]; entered: number[] },
): Promise<void> {
  const wire = await Wire.open(port, `127.0.0.${1 + (index % addresses)}`);
  const reply = await new Promise<Reply>((resolve) => wire.send(requestFor(path), resolve));
  wire.close();
  if (reply?.status !== 200) throw new Error(`the page was answered with ${reply?.status}`);
  found.pages.push(performance.now() - due);
  const opening = performance.now();
  viewers.push(await Viewer.open({ port, index, showId }));
  found.entered.push(performance.now() - opening);
}

function requestFor(path: string): string {
  return `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html\r\nAccept-Encoding: gzip, br\r\nAccept-Language: en-GB,en;q=0.9\r\n\r\n`;
}
