import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { chromium, type Page } from "@playwright/test";
import { z } from "zod";
import type { Progress } from "#bench/harness/progress.ts";
import { hostPage, viewerPage } from "#bench/video/glass-pages.ts";
import { openJitterLine } from "#bench/video/jitter-line.ts";
import { packSixSeconds } from "#bench/video/six-seconds.ts";
import { dispatchUpgrades } from "#lib/boot/http/upgrades.ts";
import { Channels } from "#lib/media/channels.ts";
import { FastTier } from "#lib/media/fast/fast-tier.ts";
import { createMediaHandler } from "#lib/media/serve/http.ts";
import { Clients } from "#lib/network/clients.ts";
import { listen } from "#tests/media/listen.ts";
import { sendPage, sendSource } from "#tests/media/serve-sources.ts";
import { chooseChromium } from "#tests/support/chromium.ts";

const sample = z.object({ at: z.number(), shown: z.number(), clock: z.number().nullable() });
type Sample = z.infer<typeof sample>;
const watched = z.object({ samples: z.array(sample), stalls: z.number(), tier: z.string() });

/** Delays in seconds, from the host's canvas to the viewer's; skews in milliseconds; stalls for each viewer and minute. */
export type Glass = {
  fast: number[];
  hls: number[];
  sixSeconds: number[];
  fastSkew: number[];
  hlsSkew: number[];
  /** What the page says of its delay, less what it really is, in seconds. */
  said: number[];
  stallsPerMinute: number;
  /** What the key pictures with their sound need, in kilobits a second; NaN where there was none. */
  thinKilobits: number;
  /** What the player played over the line with jitter. */
  shakyTier: string;
};

const wrapsAt = 2 ** 31;
const settleMs = 12_000;
const firstPictureWithinMs = 45_000;
const pinEveryMs = 1000;
/** From the press to the server, on this machine. */
const arrivesAfterMs = 5;

/** A real browser on both ends, the product's packager, fast tier, playlists and player between them. */
export async function measureGlass({ ms, progress }: { ms: number; progress: Progress }): Promise<Glass> {
  const channels = new Channels();
  const channel = channels.open("glass");
  const sixSeconds = packSixSeconds(channel);
  const fastTier = new FastTier({ channels, capacity: 10 });
  const handle = createMediaHandler(channels);
  const server = createServer((request, response) => void (handle(request, response) || answer(request, response)));
  dispatchUpgrades(server, {
    doors: [fastTier],
    clients: new Clients({ trusted: [] }),
    bounds: { ofOne: 1000, unprovenOfOne: 1000 },
  });
  const site = await listen(server);
  const jitter = await openJitterLine(site.port);
  const browser = await chromium.launch(await chooseChromium());
  try {
    progress.step("a host and a baseline of six seconds");
    await open("/host");
    while (sixSeconds.count() < 4) await sleep(500);
    progress.step("glass to glass");
    const fast = await watch("fast");
    const hls = await watch("hls");
    const six = await watch("six");
    progress.step("a line with jitter");
    // What is measured already is not lost when no picture comes over it.
    const shaky = await watch("fast", `http://localhost:${jitter.port}`).catch(() => undefined);
    return {
      fast: fast.samples.map(delay),
      hls: hls.samples.map(delay),
      sixSeconds: six.samples.map(delay),
      fastSkew: skews(fast.samples),
      hlsSkew: skews(hls.samples),
      said: [...fast.samples, ...hls.samples].flatMap(saidTooMuch),
      stallsPerMinute: shaky ? shaky.stalls / (ms / 60_000) : Number.NaN,
      shakyTier: shaky?.tier ?? "none",
      thinKilobits: thinKilobitsIn(channel.playlists.master()?.toString() ?? ""),
    };
  } finally {
    await browser.close();
    jitter.close();
    sixSeconds.stop();
    fastTier.close();
    channels.close();
    site.close();
  }

  /** One viewer alone: a machine that decodes for several would measure itself. */
  async function watch(arm: string, origin = site.origin) {
    const page = await open(`/viewer?arm=${arm}`, origin);
    await page.waitForFunction("globalThis.samples?.length > 0", undefined, { timeout: firstPictureWithinMs });
    await sleep(settleMs);
    await page.evaluate("samples.length = stalls = 0");
    await sleep(ms);
    const seen = watched.parse(await page.evaluate("({ samples, stalls, tier: globalThis.tier ?? '' })"));
    await page.close();
    return seen;
  }

  async function open(path: string, origin = site.origin): Promise<Page> {
    const page = await browser.newPage();
    await page.goto(origin + path);
    return page;
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url?.split("?")[0] ?? "";
    const segment = sixSeconds.segment(Number(/^\/six-seconds\/(\d+)\.m4s$/.exec(path)?.[1] ?? -1));
    if (path === "/host") sendPage(response, hostPage);
    else if (path === "/viewer") sendPage(response, viewerPage);
    else if (path === "/api/shows/glass/takes") sendJson(response, 201, channel.startTake({}));
    else if (path === "/six-seconds.m3u8") response.end(sixSeconds.playlist());
    else if (segment) response.end(segment);
    else await sendSource(request, response);
  }
}

function thinKilobitsIn(master: string): number {
  return Number(/AVERAGE-BANDWIDTH=(\d+)[^\n]*\nthin\.m3u8/.exec(master)?.[1]) / 1000;
}

function saidTooMuch(each: Sample): number[] {
  return each.clock === null ? [] : [(each.at - each.clock) / 1000 - delay(each)];
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

function delay({ at, shown }: Sample): number {
  return (((at % wrapsAt) - shown + wrapsAt) % wrapsAt) / 1000;
}

/**
 * As if a card were pinned every second, as the desk does it: the server's clock at arrival is its moment. When the page
 * would show it, less when the picture of that moment was there.
 */
function skews(samples: Sample[]): number[] {
  const [first, last] = [samples[0], samples.at(-1)];
  if (!first || !last) return [];
  const wallOf = (each: Sample) => each.at - delay(each) * 1000;
  const found: number[] = [];
  for (let pinned = wallOf(first) + pinEveryMs; pinned < wallOf(last) - pinEveryMs; pinned += pinEveryMs) {
    const picture = samples.find((each) => wallOf(each) >= pinned);
    const card = samples.find(({ clock }) => clock !== null && clock >= pinned + arrivesAfterMs);
    if (picture && card) found.push(Math.abs(card.at - picture.at));
  }
  return found;
}
