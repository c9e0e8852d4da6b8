import { setTimeout as sleep } from "node:timers/promises";
import { chromium, type Page } from "@playwright/test";
import { z } from "zod";
import type { Bench, Outcome, Setting } from "#bench/harness/bench.ts";
import { authors } from "#bench/harness/show-events.ts";
import { rounded } from "#bench/harness/statistics.ts";
import { closeViewers, openViewers } from "#bench/harness/viewers.ts";
import { openPageArms } from "#bench/pages/page-arms.ts";
import { phone, slowPhone } from "#bench/pages/see-pages.ts";
import { chooseChromium } from "#tests/support/chromium.ts";

const perSecond = 500;
const sizeOf = ({ short, full }: Setting) => ({
  viewers: short ? 200 : 2000,
  ms: short ? 10_000 : full ? 60_000 : 30_000,
});
/** Of nineteen degrees of freedom; one honest run in a hundred lies above. */
const unfair = 36.19;
const typed = "Does it fit behind the seat? ";

/** A talk in which 500 lines a second are said, as one phone in the crowd reads it and writes in it. */
export const flood: Bench = {
  about:
    "500 lines of chat a second to 2,000 viewers: what a phone shows of them, how fairly, and how it types meanwhile",
  steps: () => 5,
  run: measureFlood,
};

const shown = z.array(z.object({ at: z.number(), name: z.string(), isHost: z.boolean(), text: z.string() }));

async function measureFlood(setting: Setting): Promise<Outcome> {
  const { progress } = setting;
  const { viewers: count, ms } = sizeOf(setting);
  const arms = await openPageArms(progress);
  const { app, show } = arms;
  const { executablePath, args, env } = await chooseChromium();
  const browser = await chromium.launch({ executablePath, args, env });
  try {
    progress.step(`${count} viewers`);
    const viewers = await openViewers({ port: app.port, showId: show.id, count });
    const page = await slowPhone(await browser.newContext(phone), { isLineSlow: false });
    await watchTalk(page);
    await page.goto(`http://127.0.0.1:${app.port}${show.path}`, { waitUntil: "load" });
    await page.getByRole("log").waitFor();
    progress.step(`${perSecond} lines a second`);
    const spent = await app.child.processorSeconds();
    await app.child.tell("flood", { showId: show.id, perSecond });
    await sleep(2000);
    const { began, ended } = await writeAndLike(page, ms);
    const said = await app.child.ask("stopEvents", z.number());
    const processor = (await app.child.processorSeconds()) - spent;
    closeViewers(viewers);
    const lines = shown.parse(await page.evaluate("seenTalk.lines"));
    const inpMs = z.number().parse(await page.evaluate("seenTalk.inpMs"));
    return summarise({ lines, inpMs, said, began, ended, processor, viewers: count });
  } finally {
    await browser.close();
    await arms.close();
  }
}

/** What comes into the list, with its time in the page, and the slowest answer to a key or a finger. */
async function watchTalk(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const seen = { lines: [] as object[], inpMs: 0 };
    Object.assign(globalThis, { seenTalk: seen });
    const known = new Set<string>();
    new MutationObserver(() => {
      for (const line of document.querySelectorAll<HTMLElement>("[role=log] [data-line]")) {
        const id = line.dataset.line ?? "";
        if (known.has(id)) continue;
        known.add(id);
        const text = line.textContent ?? "";
        const isHost = text.includes("Answer ");
        seen.lines.push({ at: performance.now(), name: /Viewer \d+/.exec(text)?.[0] ?? "", isHost, text });
      }
    }).observe(document, { childList: true, subtree: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        if (Number(Reflect.get(entry, "interactionId")) > 0) seen.inpMs = Math.max(seen.inpMs, entry.duration);
    }).observe({ type: "event", buffered: true, durationThreshold: 16 } as PerformanceObserverInit);
  });
}

/** Types and likes until the time is over. Returns when, by the page's clock. */
async function writeAndLike(page: Page, ms: number): Promise<{ began: number; ended: number }> {
  const now = () => page.evaluate(() => performance.now());
  const began = await now();
  const field = page.getByRole("textbox", { name: "Message" });
  for (let round = 0; (await now()) - began < ms; round += 1) {
    await field.pressSequentially(typed.charAt(round % typed.length));
    if (round % 5 === 0) await page.getByRole("button", { name: "Like" }).tap();
    await sleep(100);
  }
  return { began, ended: await now() };
}

type Findings = {
  lines: z.infer<typeof shown>;
  inpMs: number;
  said: number;
  /** By the page's clock. */
  began: number;
  ended: number;
  processor: number;
  viewers: number;
};

function summarise({ lines, inpMs, said, began, ended, processor, viewers }: Findings): Outcome {
  const seconds = (ended - began) / 1000;
  const crowd = lines.filter(({ at, isHost }) => !isHost && at >= began && at <= ended);
  const host = lines.filter(({ isHost }) => isHost).length;
  // One comes with each second's worth of the others.
  const hostSaid = Math.floor(said / perSecond);
  const expected = crowd.length / authors;
  const counts = Map.groupBy(crowd, ({ name }) => name);
  const ofEach = Array.from({ length: authors }, (_, author) => counts.get(`Viewer ${author}`)?.length ?? 0);
  const chiSquare = ofEach.reduce((sum, of) => sum + (of - expected) ** 2 / expected, 0);
  const hostShare = host / hostSaid;
  return {
    ratios: {},
    figures: {
      viewers,
      said_per_s: rounded(said / (seconds + 2)),
      shown_per_s: rounded(crowd.length / seconds),
      host_lines_seen: rounded(Math.min(1, hostShare)),
      chi_square: rounded(chiSquare),
      inp_ms: rounded(inpMs),
      app_cores: rounded(processor / (seconds + 2)),
    },
    faults: [
      ...(crowd.length / seconds > 4.2 ? [`${rounded(crowd.length / seconds)} lines a second were shown`] : []),
      ...(hostShare < 0.97 ? [`of ${hostSaid} lines of the host ${host} were seen`] : []),
      ...(chiSquare > unfair ? [`some are shown more than others: chi-square ${rounded(chiSquare)}`] : []),
    ],
  };
}
