import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dispatchUpgrades } from "#lib/boot/http/upgrades.ts";
import { Channels } from "#lib/media/channels.ts";
import { FastTier } from "#lib/media/fast/fast-tier.ts";
import type { Channel } from "#lib/media/live/channel.ts";
import { Recordings } from "#lib/media/recording/recordings.ts";
import { createMediaHandler } from "#lib/media/serve/http.ts";
import { Clients } from "#lib/network/clients.ts";
import { launchWithFakeCamera } from "./browser.ts";
import { hasFfmpeg, makeRecording, type Recipe } from "./ffmpeg.ts";
import { listen } from "./listen.ts";
import { loadRecording } from "./recording.ts";
import { sendPage, sendSource } from "./serve-sources.ts";
import { send, startTake } from "./started.ts";

/** What a player does at the least: everything that arrives goes into Media Source as it is. */
const fastPage = `<video muted></video><script type="module">
  import { decodeFastMessage, fastPath } from "/lib/media/fast/fast-protocol.ts";
  const video = document.querySelector("video");
  const source = new MediaSource();
  video.src = URL.createObjectURL(source);
  await new Promise((resolve) => source.addEventListener("sourceopen", resolve, { once: true }));
  const waiting = [];
  let buffer;
  function pump() {
    if (!buffer || buffer.updating || waiting.length === 0) return;
    const next = waiting.shift();
    if (next.mimeType) buffer.changeType(next.mimeType);
    if (next.offset !== undefined) buffer.timestampOffset = next.offset;
    buffer.appendBuffer(next.bytes);
  }
  const show = new URLSearchParams(location.search).get("show");
  const line = new WebSocket(location.origin.replace("http", "ws") + fastPath(show));
  line.binaryType = "arraybuffer";
  let end = 0;
  let isNew = false;
  line.onmessage = ({ data }) => {
    const message = decodeFastMessage(data);
    if (message.type === "init") {
      buffer ??= Object.assign(source.addSourceBuffer(message.mimeType), { onupdateend: pump });
      waiting.push({ bytes: message.bytes, mimeType: message.mimeType });
      isNew = true;
    } else if (message.type === "part") {
      waiting.push({ bytes: message.bytes, offset: isNew ? end - message.mediaSeconds : undefined });
      if (isNew) globalThis.parts = [];
      isNew = false;
      end += message.durationSeconds;
      globalThis.parts.push(message.durationSeconds);
    }
    pump();
  };
  video.play();
</script>`;

const hlsPage = `<video muted></video><script type="module">
  import Hls from "hls.js/light";
  const video = document.querySelector("video");
  const query = new URLSearchParams(location.search);
  const hls = new Hls({ startPosition: 0 });
  hls.on(Hls.Events.ERROR, (_event, { fatal, details }) => { if (fatal) globalThis.fault = details; });
  hls.on(Hls.Events.MANIFEST_PARSED, () => video.play());
  hls.attachMedia(video);
  hls.loadSource("/media/" + query.get("show") + "/" + query.get("list") + ".m3u8");
</script>`;

const patient = { timeout: 40_000 };
const folderOf = mkdtemp(join(tmpdir(), "launchroom-playback-"));
let recordings: Recordings;
let channels: Channels;
let fastTier: FastTier;
let site: Awaited<ReturnType<typeof listen>>;
let browser: Browser;

beforeAll(async () => {
  recordings = new Recordings({ folder: await folderOf, freeSpace: async () => ({ free: 50e9, total: 100e9 }) });
  channels = new Channels({ recordings });
  const handle = createMediaHandler(channels);
  const server = createServer((request, response) => void (handle(request, response) || answer(request, response)));
  fastTier = new FastTier({ channels, capacity: 10 });
  dispatchUpgrades(server, {
    doors: [fastTier],
    clients: new Clients({ trusted: [] }),
    bounds: { ofOne: 1000, unprovenOfOne: 1000 },
  });
  site = await listen(server);
  browser = await launchWithFakeCamera();
}, 60_000);

afterAll(async () => {
  await browser?.close();
  fastTier.close();
  channels.close();
  await recordings.close();
  site.close();
  await rm(await folderOf, { recursive: true, force: true });
});

describe.skipIf(!hasFfmpeg)("parts of every kind (made by ffmpeg, left out where it is not installed)", () => {
  it.each(["shortFragments", "negativeOffsets", "oddCuts", "encoder", "av1"] as const)(
    "%s play in a browser from the fast tier without a hole",
    async (name) => {
      const channel = channels.open(name);
      startTake(channel);
      const page = await openPage(`/fast?show=${name}`);
      await feed(channel, name);
      await expect.poll(() => bufferedOf(page), patient).toHaveLength(1);
      await expect.poll(async () => (await bufferedOf(page))[0]?.end, patient).toBeGreaterThan(7.7);
      await expect.poll(() => timeOf(page), patient).toBeGreaterThan(3);
      expect(await decodedFrames(page)).toBeGreaterThan(60);
      await page.close();
    },
    120_000,
  );

  it("of another take go on where the first ended", async () => {
    const channel = channels.open("two-takes");
    startTake(channel);
    const page = await openPage("/fast?show=two-takes");
    await feed(channel, "shortFragments");
    await feed(channel, "negativeOffsets");
    await expect.poll(async () => (await bufferedOf(page)).at(-1)?.end, patient).toBeGreaterThan(15);
    expect(await page.evaluate("document.querySelector('video').error")).toBeNull();
    await page.close();
  }, 120_000);

  it("play from the replay and the sound alone through hls.js, over the border between two takes", async () => {
    const channel = channels.open("replayed");
    await feed(channel, "shortFragments");
    await feed(channel, "negativeOffsets");
    const sound = await openPage("/hls?show=replayed&list=audio");
    await expect.poll(() => timeOf(sound), patient).toBeGreaterThan(1.5);
    await channels.end("replayed");
    const page = await openPage("/hls?show=replayed&list=replay");
    await expect.poll(() => timeOf(page), patient).toBeGreaterThan(0.5);
    expect(await page.evaluate("document.querySelector('video').duration")).toBeGreaterThan(15.8);
    await page.evaluate("document.querySelector('video').currentTime = 6.5");
    await expect.poll(() => timeOf(page), patient).toBeGreaterThan(8.5);
    expect(await page.evaluate("globalThis.fault")).toBeUndefined();
    await Promise.all([page.close(), sound.close()]);
  }, 150_000);
});

describe("a recording by Chromium", () => {
  it("can be rewound to its beginning while the show goes on", async () => {
    const channel = channels.open("rewound");
    const { chunks } = await loadRecording("h264");
    for (let takes = 0; takes < 3; takes++) {
      const take = startTake(channel);
      for (const [n, bytes] of chunks.entries()) send(channel, take, n, bytes);
    }
    const page = await openPage("/hls?show=rewound&list=dvr");
    await expect.poll(() => timeOf(page), patient).toBeGreaterThan(2);
    expect(await decodedFrames(page)).toBeGreaterThan(20);
    await page.close();
  }, 60_000);
});

async function feed(channel: Channel, name: Recipe): Promise<void> {
  const take = startTake(channel);
  const whole = await makeRecording(name);
  const size = 30_000;
  for (let n = 0; n * size < whole.length; n++) {
    send(channel, take, n, whole.subarray(n * size, (n + 1) * size));
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.url?.startsWith("/fast")) sendPage(response, fastPage);
  else if (request.url?.startsWith("/hls")) sendPage(response, hlsPage);
  else await sendSource(request, response);
}

async function openPage(path: string): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(site.origin + path);
  await page.waitForTimeout(300);
  return page;
}

function bufferedOf(page: Page): Promise<{ start: number; end: number }[]> {
  return page.evaluate(() => {
    const buffered = document.querySelector("video")?.buffered;
    return Array.from({ length: buffered?.length ?? 0 }, (_, index) => ({
      start: buffered?.start(index) ?? 0,
      end: buffered?.end(index) ?? 0,
    }));
  });
}

function timeOf(page: Page): Promise<number> {
  return page.evaluate(() => document.querySelector("video")?.currentTime ?? 0);
}

function decodedFrames(page: Page): Promise<number> {
  return page.evaluate(() => document.querySelector("video")?.getVideoPlaybackQuality().totalVideoFrames ?? 0);
}
