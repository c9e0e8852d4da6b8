import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { chromium, type Page } from "@playwright/test";
import { z } from "zod";
import type { Progress } from "#bench/harness/progress.ts";
import { hostPage, viewerPage } from "#bench/video/glass-pages.ts";
import { openJitterLine } from "#bench/video/jitter-line.ts";
import { packSixSeconds } from "#bench/video/six-seconds.ts";
import { dispatchUpgrades } from "#lib/boot/upgrades.ts";
import { createChannels } from "#lib/media/channels.ts";
import { createFastTier } from "#lib/media/fast-tier.ts";
import { createMediaHandler } from "#lib/media/http.ts";
import { isRefused } from "#lib/media/refusals.ts";
import { listen } from "#tests/media/listen.ts";
import { sendPage, sendSource } from "#tests/media/serve-sources.ts";
import { chooseChromium } from "#tests/support/chromium.ts";

const sample = z.object({ at: z.number(), shown: z.number(), clock: z.number().nullable() });
type Sample = z.infer<typeof sample>;

/** Delays in seconds, from the host's canvas to the viewer's; skews in milliseconds; stalls for each viewer and minute. */
export type Glass = {
  fast: number[];
  hls: number[];
  sixSeconds: number[];
  fastSkew: number[];
  hlsSkew: number[];
  stallsPerMinute: number;
  fastTier: string;
};

const wrapsAt = 2 ** 31;
const settleMs = 12_000;
const pinEveryMs = 1000;

/** A real browser on both ends, the product's packager, fast tier, playlists and player between them. */
export async function measureGlass({ ms, progress }: { ms: number; progress: Progress }): Promise<Glass> {
  const channels = createChannels();
  const channel = channels.open("glass");
  const sixSeconds = packSixSeconds(channel);
  const fastTier = createFastTier({ channels, capacity: 10 });
  const handle = createMediaHandler(channels);
  const server = createServer((request, response) => void (handle(request, response) || answer(request, response)));
  dispatchUpgrades(server, fastTier);
  const site = await listen(server);
  const jitter = await openJitterLine(site.port);
  const browser = await chromium.launch(await chooseChromium());
  try {
    const take = channel.startTake({});
    if (isRefused(take)) throw new Error(`the take was refused: ${take.refused}`);
    progress.step("a host and a baseline of six seconds");
    const host = await open(`/host?take=${take.takeId}&key=${take.showKey}`);
    while (sixSeconds.count() < 4) await sleep(500);
    const pages = {
      fast: await open("/viewer?arm=fast"),
      hls: await open("/viewer?arm=hls"),
      six: await open("/viewer?arm=six"),
    };
    await sleep(settleMs);
    progress.step("glass to glass");
    await Promise.all(Object.values(pages).map((page) => page.evaluate("samples.length = 0")));
    await sleep(ms);
    const startedAt = z.number().parse(await host.evaluate("startedAt"));
    const [fast, hls, six] = await Promise.all(Object.values(pages).map(samplesOf));
    const fastTierUsed = z.string().parse(await pages.fast.evaluate("tier"));
    await Promise.all(Object.values(pages).map((page) => page.close()));
    progress.step("a line with jitter");
    const shaky = await open("/viewer?arm=fast", `http://localhost:${jitter.port}`);
    await sleep(settleMs);
    await shaky.evaluate("stalls = 0");
    await sleep(ms);
    const stalls = z.number().parse(await shaky.evaluate("stalls"));
    const momentOf = (wall: number) => channel.streamTimeOf(take.takeId, (wall - startedAt) / 1000);
    return {
      fast: (fast ?? []).map(delay),
      hls: (hls ?? []).map(delay),
      sixSeconds: (six ?? []).map(delay),
      fastSkew: skews(fast ?? [], momentOf),
      hlsSkew: skews(hls ?? [], momentOf),
      stallsPerMinute: stalls / (ms / 60_000),
      fastTier: fastTierUsed,
    };
  } finally {
    await browser.close();
    jitter.close();
    sixSeconds.stop();
    fastTier.close();
    channels.close();
    site.close();
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
    else if (path === "/six-seconds.m3u8") response.end(sixSeconds.playlist());
    else if (segment) response.end(segment);
    else await sendSource(request, response);
  }
}

async function samplesOf(page: Page): Promise<Sample[]> {
  return z.array(sample).parse(await page.evaluate("samples"));
}

function delay({ at, shown }: Sample): number {
  return (((at % wrapsAt) - shown + wrapsAt) % wrapsAt) / 1000;
}

/** As if a card were pinned every second: when the page would show it, less when the picture of that moment was there. */
function skews(samples: Sample[], momentOf: (wall: number) => number | undefined): number[] {
  const [first, last] = [samples[0], samples.at(-1)];
  if (!first || !last) return [];
  const wallOf = (each: Sample) => each.at - delay(each) * 1000;
  const found: number[] = [];
  for (let pinned = wallOf(first) + pinEveryMs; pinned < wallOf(last) - pinEveryMs; pinned += pinEveryMs) {
    const moment = momentOf(pinned);
    const picture = samples.find((each) => wallOf(each) >= pinned);
    const card = samples.find(({ clock }) => clock !== null && moment !== undefined && clock >= moment);
    if (picture && card) found.push(Math.abs(card.at - picture.at));
  }
  return found;
}
