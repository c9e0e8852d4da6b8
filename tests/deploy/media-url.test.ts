import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { findProgram } from "#lib/boot/cluster/programs.ts";
import { type Nginx, openNginx } from "#tests/deploy/nginx.ts";
import { launchWithFakeCamera } from "#tests/media/browser.ts";
import { hasFfmpeg } from "#tests/media/ffmpeg.ts";
import { paceFilm } from "#tests/media/pace-film.ts";
import { openWatchingSite, type WatchingSite } from "#tests/media/watching-site.ts";

const isThere = findProgram(["nginx"]) !== null && hasFfmpeg;
const patient = { timeout: 60_000, interval: 100 };
let site: WatchingSite;
let edge: Nginx;
let browser: Browser;
let stop: (() => void) | undefined;

beforeAll(async () => {
  if (!isThere) return;
  site = await openWatchingSite({ seats: 0 });
  edge = await openNginx("edge.conf", site.port);
  stop = await paceFilm(site.channels.open("s1"), "shortFragments", 60);
  browser = await launchWithFakeCamera();
}, 120_000);

beforeEach(({ skip }) => skip(!isThere, "nginx or ffmpeg is not installed (Debian: apt install nginx-light ffmpeg)"));

afterAll(async () => {
  if (!isThere) return;
  stop?.();
  await browser.close();
  await edge.stop();
  site.close();
});

test("a live show plays in a page of another origin through the cache that MEDIA_URL names", async () => {
  const page: Page = await browser.newPage();
  const asked: URL[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => void asked.push(new URL(request.url())));
  page.on("console", (line) => void (line.type() === "error" && complaints.push(line.text())));
  await page.goto(`${site.origin}/watch?show=s1&media=${encodeURIComponent(edge.url)}`);
  await expect.poll(() => page.evaluate("globalThis.state"), patient).toMatchObject({ tier: "hls", playing: true });
  const before = Number(await page.evaluate("video.currentTime"));
  await expect.poll(() => page.evaluate("video.currentTime"), patient).toBeGreaterThan(before + 3);
  const video = asked.filter(({ pathname }) => /\.(m3u8|m4s|mp4)$/.test(pathname));
  expect(video.length).toBeGreaterThan(5);
  expect(new Set(video.map(({ origin }) => origin))).toEqual(new Set([edge.url]));
  expect(complaints.filter((line) => line.includes("CORS"))).toEqual([]);
  await page.close();
}, 90_000);

test("what is asked of Launchroom does not grow with the viewers behind the cache", async () => {
  const few = await watch(2);
  const many = await watch(100);
  expect(many.segments).toBeGreaterThan(few.segments * 30);
  expect(many.ofOrigin).toBeLessThanOrEqual(few.ofOrigin * 1.5 + 4);
}, 60_000);

/** Viewers who read the list every second and each new segment, for five seconds. Not one request may fail. */
async function watch(viewers: number): Promise<{ segments: number; ofOrigin: number }> {
  const before = site.asked.length;
  const until = performance.now() + 5000;
  const counts = await Promise.all(Array.from({ length: viewers }, () => readUntil(until)));
  const asked = site.asked.slice(before).filter((address) => address.startsWith("/media/s1/"));
  return { segments: counts.reduce((sum, count) => sum + count, 0), ofOrigin: asked.length };
}

async function readUntil(until: number): Promise<number> {
  const read = new Set<string>();
  while (performance.now() < until) {
    const list = await textOf("native.m3u8");
    for (const uri of list.match(/^native\/\d+\.m4s$/gm) ?? []) {
      if (read.has(uri)) continue;
      await textOf(uri);
      read.add(uri);
    }
    await new Promise((resume) => setTimeout(resume, 1000));
  }
  return read.size;
}

async function textOf(path: string): Promise<string> {
  const response = await fetch(`${edge.url}/media/s1/${path}`);
  expect(response.status).toBe(200);
  return response.text();
}
