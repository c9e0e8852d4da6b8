import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Channels } from "#lib/media/channels.ts";
import type { MediaStatus } from "#lib/media/schema.ts";
import { createMediaHandler } from "#lib/media/serve/http.ts";
import { launchWithFakeCamera } from "./browser.ts";
import { hasFfmpeg, judgeRecording } from "./ffmpeg.ts";
import { listen } from "./listen.ts";
import { sendPage, sendSource } from "./serve-sources.ts";

const hostPage = `<canvas width="320" height="180"></canvas><script type="module">
  import { Capture } from "/components/media/broadcast/capture.ts";
  import { Studio } from "/components/media/broadcast/studio.ts";
  if (location.search.includes("records")) delete globalThis.MediaStreamTrackProcessor;
  const capture = new Capture();
  const air = { showId: "s1", origin: location.origin, sender: "sender-of-test", device: "Test", takeOver: false };
  const isReady = new Promise((resolve) => {
    globalThis.studio = new Studio({
      onReady: (ability) => { globalThis.ability = ability; resolve(); },
      onSound: (codec) => { globalThis.sound = codec; },
      onStatus: (status) => { globalThis.onAir = status; },
    });
  });
  await capture.open();
  studio.setSources(capture.state());
  capture.subscribe(() => studio.setSources(capture.state()));
  studio.setPreview(document.querySelector("canvas"));
  studio.setOutput({ width: 640, height: 360 });
  globalThis.capture = capture;
  await isReady;
  studio.start(air);
</script>`;
const viewerPage = `<video muted playsinline style="width:320px"></video><script type="module">
  import { createPlaylistSource } from "/components/media/player/playlist-source.ts";
  globalThis.source = createPlaylistSource({ showId: "s1", name: "live", way: "mse" });
  source.attach(document.querySelector("video"));
</script>`;

const statuses: MediaStatus[] = [];
let channels = new Channels({ onStatus: ({ status }) => statuses.push(status) });
let site: Awaited<ReturnType<typeof listen>>;
let browser: Browser;
let host: Page;
let viewer: Page;

/** While true the network eats every upload. */
let uplinkIsCut = false;
/** What the network carries of uploads. */
let bitsPerSecond = Number.POSITIVE_INFINITY;

beforeAll(async () => {
  site = await listen(createServer(answer));
  browser = await launchWithFakeCamera();
  [host, viewer] = await Promise.all([browser.newPage(), browser.newPage()]);
}, 60_000);

afterAll(async () => {
  await browser?.close();
  channels.close();
  site?.close();
});

describe("a show on air", () => {
  it("plays in a viewer's browser as it happens", async () => {
    await host.goto(`${site.origin}/host`);
    await expect.poll(() => channels.status("s1"), { timeout: 15_000 }).toBe("live");
    await viewer.goto(`${site.origin}/viewer`);
    await expectMoving();
    const start = await look();
    await viewer.waitForTimeout(5000);
    const end = await look();
    const elapsed = (end.at - start.at) / 1000;
    expect(end.time - start.time).toBeGreaterThan(elapsed * 0.6);
    // A player that fell behind may leap to the newest picture once.
    expect(end.time - start.time).toBeLessThan(elapsed + 3);
    expect(end.frames - start.frames).toBeGreaterThan(elapsed * 8);
    expect(await stateOf("state")).toBe("live");
  }, 90_000);

  it.runIf(hasFfmpeg)(
    "is heard in AAC also where the browser makes none, and ffmpeg finds nothing wrong with it",
    async () => {
      expect(await host.evaluate("globalThis.sound")).toBe("aac");
      const channel = channels.find("s1");
      const joined = channel?.partsToJoin();
      await viewer.waitForTimeout(3000);
      const sequences = [...playlist().matchAll(/(\d+)\.m4s/g)].map(([, sequence]) => Number(sequence));
      const segments = sequences.flatMap((sequence) => channel?.segment(sequence)?.bytes ?? []);
      const streams = await judgeRecording(Buffer.concat([joined?.init.bytes ?? Buffer.alloc(0), ...segments]));
      expect(streams.map(({ codec_name }) => codec_name).toSorted()).toEqual(["aac", "h264"]);
    },
  );

  it("goes on in the same take after the host's network was away for four seconds", async () => {
    const takes = takesSoFar();
    uplinkIsCut = true;
    await expect.poll(() => channels.status("s1"), { timeout: 10_000 }).toBe("interrupted");
    await viewer.waitForTimeout(1500);
    expect(await stateOf("state")).toBe("retrying");
    uplinkIsCut = false;
    await expect.poll(() => channels.status("s1"), { timeout: 10_000 }).toBe("live");
    await expect.poll(() => stateOf("state"), { timeout: 10_000 }).toBe("live");
    expect(takesSoFar()).toBe(takes);
    await expectMoving();
  }, 60_000);

  it("comes back by itself when the host's page is loaded again four seconds later, in a new take", async () => {
    await host.goto("about:blank");
    await viewer.waitForTimeout(4000);
    expect(channels.status("s1")).toBe("interrupted");
    const takes = takesSoFar();
    await host.goto(`${site.origin}/host`);
    await expect.poll(() => takesSoFar(), { timeout: 15_000 }).toBe(takes + 1);
    await expect.poll(() => playlist(), { timeout: 10_000 }).toMatch(/^#EXT-X-DISCONTINUITY$/m);
    await expectMoving();
  }, 60_000);

  it("goes on in a new take when the worker that makes the picture dies without a word", async () => {
    const takes = takesSoFar();
    await host.workers()[0]?.evaluate("setTimeout(close, 50)");
    await expect.poll(() => takesSoFar(), { timeout: 30_000 }).toBe(takes + 1);
    await expect.poll(() => channels.status("s1"), { timeout: 15_000 }).toBe("live");
    await expect.poll(() => stateOf("state"), { timeout: 10_000 }).toBe("live");
    await expectMoving();
  }, 90_000);

  it("is taken up again by the host's page when the server has forgotten everything", async () => {
    channels.close();
    channels = new Channels({ onStatus: ({ status }) => statuses.push(status) });
    await expect.poll(() => channels.status("s1"), { timeout: 20_000 }).toBe("live");
    await expectMoving();
  }, 60_000);

  it("lowers the picture on a slow line, says what the line carried, and catches up", async () => {
    bitsPerSecond = 200_000;
    await expect.poll(() => stateOf("rung"), { timeout: 30_000 }).toBeGreaterThan(0);
    expect(Number(await stateOf("carriedAtChange"))).toBeGreaterThan(30_000);
    expect(Number(await stateOf("carriedAtChange"))).toBeLessThan(250_000);
    bitsPerSecond = Number.POSITIVE_INFINITY;
    await expect.poll(() => stateOf("secondsBehind"), { timeout: 20_000 }).toBeLessThan(1);
    expect(await stateOf("state")).toBe("live");
  }, 60_000);

  it("goes on with the next camera where the page itself records and the only one was gone for a moment", async () => {
    await host.goto(`${site.origin}/host?records`);
    await expect.poll(() => host.evaluate("globalThis.ability"), { timeout: 10_000 }).toBe("records");
    const begun = takesSoFar();
    await expect.poll(() => stateOf("state"), { timeout: 15_000 }).toBe("live");
    await host.evaluate("capture.show('face', { kind: 'none' })");
    await host.evaluate("capture.show('face', { kind: 'camera' })");
    await expect.poll(() => takesSoFar(), { timeout: 15_000 }).toBeGreaterThan(begun);
    await expectMoving();
  }, 60_000);

  it("ends with its last chunks delivered", async () => {
    await host.evaluate("studio.stop()");
    await expect.poll(() => stateOf("state"), { timeout: 10_000 }).toBe("stopped");
    expect(await stateOf("secondsBehind")).toBe(0);
    await channels.end("s1");
    expect(statuses.at(-1)).toBe("ended");
    await expect.poll(() => viewer.evaluate("document.querySelector('video').ended"), { timeout: 20_000 }).toBe(true);
  }, 60_000);
});

function answer(request: IncomingMessage, response: ServerResponse): void {
  const isUpload = request.method === "PUT";
  if (uplinkIsCut && isUpload) request.destroy();
  else if (isUpload && Number.isFinite(bitsPerSecond)) carrySlowly(request, response);
  else if (createMediaHandler(channels)(request, response)) return;
  else if (request.url?.startsWith("/host")) sendPage(response, hostPage);
  else if (request.url === "/viewer") sendPage(response, viewerPage);
  else if (request.url === "/api/shows/s1/takes") grantTake(response);
  else void sendSource(request, response);
}

function carrySlowly(request: IncomingMessage, response: ServerResponse): void {
  const bits = 8 * Number(request.headers["content-length"]);
  setTimeout(() => createMediaHandler(channels)(request, response), (bits * 1000) / bitsPerSecond);
}

function grantTake(response: ServerResponse): void {
  const take = channels.open("s1").startTake({});
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify(take));
}

function playlist(): string {
  return channels.find("s1")?.playlists.live()?.toString() ?? "";
}

function takesSoFar(): number {
  return channels.figures("s1")?.takes ?? 0;
}

function stateOf(name: string): Promise<unknown> {
  return host.evaluate(`globalThis.onAir?.${name}`);
}

async function look(): Promise<{ at: number; time: number; frames: number }> {
  return viewer.evaluate(() => {
    const video = document.querySelector("video");
    if (!video) throw new Error("The page has no video.");
    const { totalVideoFrames, droppedVideoFrames } = video.getVideoPlaybackQuality();
    return { at: performance.now(), time: video.currentTime, frames: totalVideoFrames - droppedVideoFrames };
  });
}

/** Waits until the picture moves for two seconds on end with frames decoded. */
async function expectMoving(): Promise<void> {
  await expect
    .poll(
      async () => {
        const before = await look();
        await viewer.waitForTimeout(2000);
        const after = await look();
        return after.time - before.time > 1.5 && after.frames - before.frames > 12;
      },
      { timeout: 40_000 },
    )
    .toBe(true);
}
