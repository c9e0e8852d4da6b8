import { createServer } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createRuns } from "#components/media/broadcast/runs.ts";
import { Upload } from "#components/media/broadcast/upload.ts";
import { createUploadRate } from "#components/media/broadcast/upload-rate.ts";
import { Channels } from "#lib/media/channels.ts";
import { createMediaHandler } from "#lib/media/serve/http.ts";
import { listen } from "./listen.ts";
import { createSource } from "./synthetic.ts";

let channels: Channels;
let site: Awaited<ReturnType<typeof listen>>;
let upload: Upload | undefined;
/** Requests that are let hang, in order of arrival; `late` keeps each one for so long, there and back. */
let line = { hangs: new Set<number>(), roundTripMs: 0 };
let puts: number[] = [];
let open = 0;
let mostOpen = 0;

beforeEach(async () => {
  // A page hears of its network; Node does not.
  for (const name of ["addEventListener", "removeEventListener"]) vi.stubGlobal(name, () => undefined);
  channels = new Channels();
  const handle = createMediaHandler(channels);
  site = await listen(createServer((request, response) => void handle(request, response)));
  line = { hangs: new Set(), roundTripMs: 0 };
  puts = [];
  open = mostOpen = 0;
});

afterEach(async () => {
  await upload?.stop();
  channels.close();
  site.close();
});

const farFetch: typeof fetch = async (input, init) => {
  const isPut = init?.method === "PUT";
  // Near is near, however busy this machine is.
  if (!isPut && line.roundTripMs === 0) return new Response();
  if (isPut) {
    const count = puts.push(Number(/(\d+)$/.exec(String(input))?.[1]));
    if (line.hangs.has(count)) return hang(init?.signal);
    open += 1;
    mostOpen = Math.max(mostOpen, open);
  }
  try {
    // One overtakes the other on the way there: the server has to put them in order.
    await sleep(line.roundTripMs / 2 + (isPut && puts.length % 2 === 0 ? 0 : line.roundTripMs / 8));
    const answer = await fetch(new URL(String(input), site.origin), init);
    await sleep(line.roundTripMs / 2);
    return answer;
  } finally {
    if (isPut) open -= 1;
  }
};

function hang(signal: AbortSignal | null | undefined): Promise<Response> {
  return new Promise((_, reject) => signal?.addEventListener("abort", () => reject(new Error("aborted"))));
}

/** A host whose pieces come five times a second. */
function begin(wish: { isAway?: () => boolean } = {}) {
  const runs = createRuns(() => performance.now());
  const source = createSource();
  let restarts = 0;
  upload = new Upload({
    ...{ showId: "s1", runs, fetch: farFetch, ...wish },
    restart: () => {
      restarts += 1;
    },
    startTake: async () => channels.open("s1").startTake({}),
  });
  const run = runs.begin("video/mp4");
  run.pieces.add(Uint8Array.from(source.init));
  const timer = setInterval(() => run.pieces.add(Uint8Array.from(source.take(1))), 200);
  return { upload, restarts: () => restarts, stop: () => clearInterval(timer) };
}

describe("the line of a host", () => {
  it("has two chunks under way where the server is far, in order whatever overtakes what, and none is sent in vain", async () => {
    line.roundTripMs = 600;
    const host = begin();
    await expect.poll(() => channels.figures("s1")?.parts ?? 0, { timeout: 20_000 }).toBeGreaterThan(30);
    host.stop();
    expect(mostOpen).toBe(2);
    expect(puts).toEqual(puts.map((_, n) => n));
    expect(channels.figures("s1")?.jumps).toBe(0);
    expect(host.restarts()).toBe(0);
    expect(host.upload.status().roundTripSeconds).toBeGreaterThan(0.5);
  });

  it("sends one chunk at a time where the server is near", async () => {
    const host = begin();
    await expect.poll(() => channels.figures("s1")?.parts ?? 0).toBeGreaterThan(8);
    host.stop();
    expect(mostOpen).toBe(1);
  });

  it("sends anew what hangs, after four seconds or at once when the network is another one", async () => {
    line.hangs = new Set([3, 6]);
    const host = begin();
    await expect.poll(() => puts.length, { timeout: 10_000 }).toBeGreaterThan(2);
    const hungAt = performance.now();
    await expect.poll(() => puts.length, { timeout: 10_000 }).toBeGreaterThan(3);
    expect(performance.now() - hungAt).toBeGreaterThan(2500);
    expect(puts[3]).toBe(puts[2]);
    await expect.poll(() => puts.length, { timeout: 10_000 }).toBe(6);
    host.upload.lineChanged();
    await expect.poll(() => puts.length, { timeout: 2500 }).toBeGreaterThan(6);
    expect(puts[6]).toBe(puts[5]);
    await expect.poll(() => host.upload.status().state).toBe("live");
    host.stop();
    expect(host.restarts()).toBe(0);
  });

  it("tells viewers that the picture is away, although pieces of it go on coming, and that it is back", async () => {
    let isAway = false;
    const host = begin({ isAway: () => isAway });
    await expect.poll(() => channels.status("s1")).toBe("live");
    isAway = true;
    await expect.poll(() => channels.status("s1")).toBe("interrupted");
    const parts = channels.figures("s1")?.parts ?? 0;
    await expect.poll(() => channels.figures("s1")?.parts ?? 0).toBeGreaterThan(parts + 3);
    expect(channels.status("s1")).toBe("interrupted");
    isAway = false;
    await expect.poll(() => channels.status("s1")).toBe("live");
    host.stop();
  });

  it("is waited for as long as it usually takes three times, and longer after every time in vain", () => {
    const rate = createUploadRate(() => 0);
    expect(rate.patienceMs()).toBe(4000);
    rate.add({ bytes: 100_000, tookMs: 2000, waitedMs: 2000 });
    expect(rate.patienceMs()).toBe(6000);
    rate.countFailure();
    expect(rate.patienceMs()).toBe(12_000);
    rate.countFailure();
    expect(rate.patienceMs()).toBe(20_000);
    rate.add({ bytes: 100_000, tookMs: 100, waitedMs: 100 });
    expect(rate.patienceMs()).toBe(4800);
  });
});
