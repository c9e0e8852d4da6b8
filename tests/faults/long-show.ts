import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { z } from "zod";
import { Channels } from "#lib/media/channels.ts";
import { openExport } from "#lib/media/recording/export-recording.ts";
import { Recordings } from "#lib/media/recording/recordings.ts";
import { createMediaHandler } from "#lib/media/serve/http.ts";
import { TargetSender } from "#lib/restreams/send-target.ts";
import { findFfmpeg } from "#lib/sources/ffmpeg.ts";
import { nothing, type Scenario, skip } from "#tests/faults/scenario.ts";
import { launchWithFakeCamera } from "#tests/media/browser.ts";
import { hasFfmpeg } from "#tests/media/ffmpeg.ts";
import { flashingHost, measureSkews, middleOf } from "#tests/media/flashes.ts";
import { listen } from "#tests/media/listen.ts";
import { sendPage, sendSource } from "#tests/media/serve-sources.ts";
import { startOtherPlatform } from "#tests/restreams/other-platform.ts";
import { until } from "#tests/sources/desk.ts";
import { findFreePort } from "#tests/support/free-port.ts";

const run = promisify(execFile);
const seconds = { short: 20, full: 600 };
/** Seconds between what the three say; the server changes no timestamp. */
const maxDifference = 0.02;
/** Fewer say too little of a drift: each falls into a picture somewhere. */
const leastForDrift = 100;
const showId = "s1";

/** One show of a browser with the three things that leave it. */
export const longShow: Scenario = {
  name: "long-show",
  promise:
    "ten minutes of a browser's show leave it three ways alike: AAC, and sound to picture as in the others throughout",
  run: async ({ size, say }) => {
    if (!hasFfmpeg) return skip("ffmpeg is not installed");
    const folder = await mkdtemp(join(tmpdir(), "launchroom-long-show-"));
    const freeSpace = async () => ({ free: 50e9, total: 100e9 });
    const recordings = new Recordings({ folder: join(folder, "recordings"), freeSpace });
    const channels = new Channels({ recordings });
    const platform = await startOtherPlatform(await findFreePort());
    try {
      say(`a show of ${seconds[size]} seconds`);
      const restream = join(folder, "restream.mkv");
      const site = await openHost(channels);
      const loops = await host(site.origin, () => send(channels, platform.address, restream, seconds[size]));
      await channels.end(showId);
      say("what left it is measured");
      const files = { restream, ...(await readRecording(recordings, site.origin, folder)) };
      site.close();
      const found = [];
      for (const [name, file] of Object.entries(files)) found.push(await judge(name, file, loops));
      const loopMs = Math.round(middleOf(loops) * 1000);
      const notes = { loopMs, ...notesOf(found) };
      return { ...nothing, firstSuccessMs: null, notes, violations: findUnlike(found, seconds[size] * 0.8) };
    } finally {
      channels.close();
      await recordings.close();
      await platform.stop();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

/** Its video's side of the server, and the page of a host. */
function openHost(channels: Channels) {
  const handle = createMediaHandler(channels);
  return listen(
    createServer((request, response) => {
      if (handle(request, response)) return;
      if (request.url === "/host") return sendPage(response, flashingHost(showId));
      if (request.url !== `/api/shows/${showId}/takes`) return void sendSource(request, response);
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify(channels.open(showId).startTake({})));
    }),
  );
}

/** Sends from a page until `meanwhile` is over. Returns how many seconds each beep took to the studio's own mixer. */
async function host(origin: string, meanwhile: () => Promise<void>): Promise<number[]> {
  const browser = await launchWithFakeCamera();
  try {
    const page = await browser.newPage();
    await page.goto(`${origin}/host`);
    await meanwhile();
    const loops = z.array(z.number()).parse(await page.evaluate("loops"));
    await page.evaluate("studio.stop()");
    return loops.map((ms) => ms / 1000);
  } finally {
    await browser.close();
  }
}

/** Sends the show on to another platform, and keeps what a viewer there gets. */
async function send(channels: Channels, address: string, file: string, forSeconds: number): Promise<void> {
  const target = { address, key: "long-show" };
  const sender = new TargetSender({ target, ffmpeg: () => findFfmpeg(undefined), allowPrivate: true });
  const stop = channels.open(showId).listen({
    part: ({ takeId, bytes, startsWithKeyframe: isKey }, init) =>
      sender.push({ takeId, init: init.bytes, isOpus: init.codecs.includes("opus"), bytes, isKey }),
  });
  await until(() => sender.health().state === "live");
  const args = ["-v", "error", "-y", "-i", `${address}/${target.key}`, "-c", "copy", file];
  const reader = spawn("ffmpeg", args, { stdio: "ignore" });
  await sleep(forSeconds * 1000);
  reader.kill("SIGINT");
  await once(reader, "exit");
  stop();
  sender.stop();
}

/** The recording as a player of playlists reads it, and the file that its host downloads. */
async function readRecording(recordings: Recordings, origin: string, folder: string): Promise<Record<string, string>> {
  const [recording, download] = [join(folder, "recording.mp4"), join(folder, "download.mp4")];
  const list = `${origin}/media/${showId}/replay.m3u8`;
  await run("ffmpeg", ["-v", "error", "-y", "-i", list, "-c", "copy", recording]);
  const index = await recordings.find(showId);
  if (!index) throw new Error("There is no recording.");
  const { bytes, read } = await openExport({ showId, index, storage: recordings });
  await writeFile(download, read({ from: 0, to: bytes - 1 }));
  return { recording, download };
}

type Judged = { name: string; codecs: string; flashes: number; apart: number; drift: number };

/** `apart` and `drift` are the page's own too: a busy machine draws late, and its beeps come late to the mixer (`loopMs`). */
async function judge(name: string, file: string, loops: number[]): Promise<Judged> {
  const { stdout } = await run("ffprobe", [
    "-v",
    "error",
    "-show_entries",
    "stream=codec_name",
    "-of",
    "csv=p=0",
    file,
  ]);
  const codecs = [...new Set(stdout.trim().split("\n"))].toSorted().join(" ");
  const skews = (await measureSkews(file)).map(({ seconds: skew }) => skew);
  const fifth = Math.ceil(skews.length / 5);
  const early = middleOf(skews.slice(0, fifth)) - middleOf(loops.slice(0, fifth));
  const late = middleOf(skews.slice(-fifth)) - middleOf(loops.slice(-fifth));
  return { name, codecs, flashes: skews.length, apart: middleOf(skews) - middleOf(loops), drift: late - early };
}

function notesOf(found: Judged[]): Record<string, number | string> {
  const ms = (value: number) => Math.round(value * 1000);
  return Object.fromEntries(
    found.flatMap(({ name, codecs, flashes, apart, drift }) => [
      [`${name}Codecs`, codecs],
      [`${name}Flashes`, flashes],
      [`${name}ApartMs`, ms(apart)],
      [`${name}DriftMs`, ms(drift)],
    ]),
  );
}

function findUnlike(found: Judged[], least: number): string[] {
  const [first] = found;
  if (!first) return ["nothing left the show"];
  return found.flatMap(({ name, codecs, flashes, apart, drift }) => [
    ...(codecs === "aac h264" ? [] : [`${name} is of ${codecs}`]),
    ...(flashes >= least ? [] : [`${name} has ${flashes} flashes with a beep, not ${least}`]),
    ...(Math.abs(apart - first.apart) <= maxDifference ? [] : [`${name}: sound stands otherwise to the picture`]),
    ...(flashes < leastForDrift || Math.abs(drift - first.drift) <= maxDifference
      ? []
      : [`${name}: sound drifts otherwise`]),
  ]);
}
