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
/** Between sound and picture; a flash is seen with the picture it falls into, which lasts a thirtieth of a second. */
const maxApart = 0.04 + 1 / 30;
const maxDrift = 0.02;
const showId = "s1";

/** One show of a browser with the three things that leave it. */
export const longShow: Scenario = {
  name: "long-show",
  promise:
    "after ten minutes sound and picture belong together in the recording, the download and what other platforms got",
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
      const notes = Object.assign({ loopMs }, ...found.map((each) => each.notes));
      return { ...nothing, firstSuccessMs: null, notes, violations: found.flatMap(({ violations }) => violations) };
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

async function judge(name: string, file: string, loops: number[]) {
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
  const apart = middleOf(skews) - middleOf(loops);
  const ms = (value: number) => Math.round(value * 1000);
  return {
    notes: {
      [`${name}Codecs`]: codecs,
      [`${name}Flashes`]: skews.length,
      [`${name}BeepsAfterFlashesMs`]: ms(middleOf(skews)),
      [`${name}ApartMs`]: ms(apart),
      [`${name}DriftMs`]: ms(late - early),
    },
    violations: [
      ...(codecs === "aac h264" ? [] : [`${name} is of ${codecs}`]),
      ...(Math.abs(apart) <= maxApart ? [] : [`${name}: sound and picture are ${ms(apart)} ms apart`]),
      ...(Math.abs(late - early) <= maxDrift ? [] : [`${name}: they drifted by ${ms(late - early)} ms`]),
    ],
  };
}
