import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";
import { z } from "zod";
import type { Progress } from "#bench/harness/progress.ts";
import type { PageArms } from "#bench/pages/page-arms.ts";
import { watchPaint } from "#bench/pages/watch-paint.ts";
import { chooseChromium } from "#tests/support/chromium.ts";

export type Seen = {
  /** Compressed: named in the page before anything is touched; and all that an untouched page has loaded after five seconds. */
  scriptKilobytes: { room: number; empty: number; roomUntouched: number };
  /** Milliseconds, on a phone a quarter as fast as this machine and a line of 1.6 Mbit/s and 150 ms. */
  lcp: { room: number[]; empty: number[] };
  lcpOf: string;
  shifts: number[];
  /** The slowest of twenty taps on Reserve while 50 events a second arrive, on such a phone. */
  inpMs: number;
  faults: string[];
};

export const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
const slowLine = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 94_000 };
const slowdown = 4;
const settledMs = 5000;
const taps = 20;

/** The room's page and an empty one in a real browser. */
export async function seePages(
  arms: PageArms,
  { views, progress }: { views: number; progress: Progress },
): Promise<Seen> {
  const { executablePath, args, env } = await chooseChromium();
  const browser = await chromium.launch({ executablePath, args, env });
  try {
    const room = `http://127.0.0.1:${arms.app.port}${arms.show.path}`;
    const empty = `http://127.0.0.1:${arms.emptyKeptPort}/`;
    const seen = { lcp: { room: [] as number[], empty: [] as number[] }, shifts: [] as number[], lcpOf: "" };
    let untouched = 0;
    for (let view = 0; view < views; view += 1) {
      progress.step("a phone opens the room and an empty page");
      const paint = await look(browser, room);
      seen.lcp.room.push(paint.lcp);
      seen.lcpOf = paint.lcpOf;
      seen.shifts.push(paint.shift);
      untouched = await kilobytesOf(paint.scripts);
      seen.lcp.empty.push((await look(browser, empty)).lcp);
    }
    progress.step("taps on Reserve");
    const { inpMs, faults } = await tapReserve(browser, arms, room);
    const scriptKilobytes = {
      room: await kilobytesOf(await namedScripts(room)),
      empty: await kilobytesOf(await namedScripts(empty)),
      roomUntouched: untouched,
    };
    return { ...seen, scriptKilobytes, inpMs, faults };
  } finally {
    await browser.close();
  }
}

async function look(browser: Browser, url: string) {
  const context = await browser.newContext(phone);
  const page = await slowPhone(context, { isLineSlow: true });
  const paint = await watchPaint(page);
  await page.goto(url, { waitUntil: "load" });
  await sleep(settledMs);
  const found = await paint.read();
  const scripts = await page.evaluate(() =>
    performance
      .getEntriesByType("resource")
      .map(({ name }) => name)
      .filter((name) => name.endsWith(".js")),
  );
  await context.close();
  return { ...found, scripts };
}

async function tapReserve(browser: Browser, { app, show }: PageArms, room: string) {
  const context = await browser.newContext(phone);
  const page = await slowPhone(context, { isLineSlow: false });
  const paint = await watchPaint(page);
  await page.goto(room, { waitUntil: "load" });
  const reserve = page.getByTestId("pinned").getByRole("button");
  await reserve.waitFor();
  await app.child.tell("playEvents", { showId: show.id, editionId: show.editionId, everyMs: 100, events: 5 });
  await sleep(2000);
  for (let tap = 0; tap < taps; tap += 1) {
    await reserve.tap();
    await page.getByRole("dialog").first().waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await sleep(200);
  }
  const played = await app.child.ask("stopEvents", z.number());
  const { inpMs } = await paint.read();
  await context.close();
  return { inpMs, faults: played < 500 ? [`only ${played} events were played while somebody tapped`] : [] };
}

/** A page on a phone a quarter as fast as this machine. */
export async function slowPhone(context: BrowserContext, { isLineSlow }: { isLineSlow: boolean }): Promise<Page> {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
  if (isLineSlow) await session.send("Network.emulateNetworkConditions", slowLine);
  return page;
}

/** The scripts that a page names itself; those for browsers without modules are loaded by nobody today. */
async function namedScripts(url: string): Promise<string[]> {
  const html = await (await fetch(url, { headers: { accept: "text/html" } })).text();
  const tags = html.match(/<script[^>]* src="[^"]+"[^>]*>/g) ?? [];
  return tags
    .filter((tag) => !/nomodule/i.test(tag))
    .map((tag) => new URL(/ src="([^"]+)"/.exec(tag)?.[1] ?? "", url).href);
}

async function kilobytesOf(scripts: string[]): Promise<number> {
  const sizes = await Promise.all(
    [...new Set(scripts)].map(async (url) => {
      const answer = await fetch(url, { headers: { "accept-encoding": "identity" } });
      return gzipSync(await answer.bytes(), { level: 9 }).length;
    }),
  );
  return sizes.reduce((sum, size) => sum + size, 0) / 1000;
}
