import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Channels } from "#lib/media/channels.ts";
import type { CaptionCue } from "#lib/media/live/captions.ts";
import { type Channel, channelDefaults } from "#lib/media/live/channel.ts";
import { Recordings } from "#lib/media/recording/recordings.ts";
import { createMediaHandler } from "#lib/media/serve/http.ts";
import { launchWithFakeCamera } from "#tests/media/browser.ts";
import { listen } from "#tests/media/listen.ts";
import { loadRecording } from "#tests/media/recording.ts";
import { sendPage, sendSource } from "#tests/media/serve-sources.ts";
import { send, startTake } from "#tests/media/started.ts";

/** A player that knows nothing of us but the standard. */
const playerPage = `<video muted></video><script type="module">
  import Hls from "/node_modules/hls.js/dist/hls.mjs";
  const video = document.querySelector("video");
  const hls = new Hls({ startPosition: 0 });
  globalThis.hls = hls;
  hls.on(Hls.Events.ERROR, (_event, { fatal, details }) => { if (fatal) globalThis.fault = details; });
  hls.on(Hls.Events.MANIFEST_PARSED, () => video.play());
  hls.once(Hls.Events.FRAG_BUFFERED, () => { hls.subtitleTrack = 0; });
  hls.attachMedia(video);
  hls.loadSource("/media/captioned/" + new URLSearchParams(location.search).get("list") + ".m3u8");
</script>`;

const patient = { timeout: 40_000 };
const folderOf = mkdtemp(join(tmpdir(), "launchroom-captions-"));
const said: CaptionCue[] = [];
let recordings: Recordings;
let channels: Channels;
let site: Awaited<ReturnType<typeof listen>>;
let browser: Browser;

beforeAll(async () => {
  recordings = new Recordings({ folder: await folderOf, freeSpace: async () => ({ free: 50e9, total: 100e9 }) });
  channels = new Channels({
    ...{ recordings, readCaptions: async () => said },
    settings: { ...channelDefaults, playlistSegments: 20 },
  });
  const handle = createMediaHandler(channels);
  site = await listen(
    createServer((request, response) => void (handle(request, response) || answer(request, response))),
  );
  browser = await launchWithFakeCamera();
}, 60_000);

afterAll(async () => {
  await browser?.close();
  channels.close();
  await recordings.close();
  site.close();
  await rm(await folderOf, { recursive: true, force: true });
});

describe("a player that only knows HLS", () => {
  it("shows each caption at its picture, live and in the replay, over the border between two takes", async () => {
    const channel = channels.open("captioned");
    await feed(channel);
    say(channel, "over three segments", { seconds: -3.5, length: 2.2 });
    await feed(channel);
    say(channel, "还剩十件", { seconds: -2.5, length: 1 });
    const live = await openPage("master");
    await expect.poll(() => shownIn(live), patient).toHaveLength(2);
    await expectInPlace(live);
    await live.close();

    await channels.end("captioned");
    const replay = await openPage("recording");
    await expect.poll(() => shownIn(replay), patient).toHaveLength(2);
    await expectInPlace(replay);
    expect(await replay.evaluate("globalThis.fault")).toBeUndefined();
    await replay.close();
  }, 150_000);
});

/** Says something so many seconds from the newest picture. */
function say(channel: Channel, text: string, { seconds, length }: { seconds: number; length: number }): void {
  const startMs = Math.round((channel.shownUntil() ?? 0) + seconds * 1000);
  const cue = { id: text, language: "en", version: 1, startMs, endMs: startMs + length * 1000, text };
  said.push(cue);
  channel.captions.put(cue);
}

type Shown = { text: string; start: number; end: number };

/** The captions the player has, by its own clock. */
function shownIn(page: Page): Promise<Shown[]> {
  return page.evaluate(() => {
    const [track] = document.querySelector("video")?.textTracks ?? [];
    return Array.from(track?.cues ?? [], (cue) => ({
      text: "text" in cue ? String(cue.text) : "",
      start: cue.startTime,
      end: cue.endTime,
    }));
  });
}

/** Where the player's clock stands at a moment of the stream clock, by the dates in the playlist of the pictures. */
function datesIn(page: Page): Promise<{ start: number; date: number; seconds: number }[]> {
  return page.evaluate(() => {
    const hls: unknown = Reflect.get(globalThis, "hls");
    const fragments: unknown = Object(hls).latestLevelDetails?.fragments ?? Object(hls).levels[0].details.fragments;
    return Array.isArray(fragments)
      ? fragments.map(({ start, programDateTime, duration }) => ({ start, date: programDateTime, seconds: duration }))
      : [];
  });
}

async function expectInPlace(page: Page): Promise<void> {
  const fragments = await datesIn(page);
  for (const { text, start, end } of await shownIn(page)) {
    const cue = said.find((each) => each.text === text);
    const under = fragments.findLast(({ date }) => date <= (cue?.startMs ?? 0));
    const wanted = (under?.start ?? 0) + ((cue?.startMs ?? 0) - (under?.date ?? 0)) / 1000;
    expect(Math.abs(start - wanted), `${text}: ${start} instead of ${wanted}`).toBeLessThan(0.15);
    expect(end - start).toBeCloseTo(((cue?.endMs ?? 0) - (cue?.startMs ?? 0)) / 1000, 1);
  }
}

/** No faster than it was recorded: the stream clock goes by when things come. */
async function feed(channel: Channel): Promise<void> {
  const take = startTake(channel);
  const { chunks } = await loadRecording("h264");
  for (const [n, bytes] of chunks.entries()) {
    send(channel, take, n, bytes);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.url?.startsWith("/player")) sendPage(response, playerPage);
  else await sendSource(request, response);
}

async function openPage(list: string): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(`${site.origin}/player?list=${list}`);
  return page;
}
