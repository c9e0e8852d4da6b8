import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Browser } from "@playwright/test";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { Channels } from "#lib/media/channels.ts";
import type { OpenConverter } from "#lib/media/live/take.ts";
import { openExport } from "#lib/media/recording/export-recording.ts";
import { Recordings } from "#lib/media/recording/recordings.ts";
import { StartTake } from "#lib/media/schema.ts";
import { createMediaHandler } from "#lib/media/serve/http.ts";
import { readBody } from "#lib/media/serve/read-body.ts";
import { findFfmpeg } from "#lib/sources/ffmpeg.ts";
import { openAac } from "#lib/sources/make-aac.ts";
import { launchWithFakeCamera } from "./browser.ts";
import { hasFfmpeg, judgeRecording } from "./ffmpeg.ts";
import { flashingHost, measureSkews, middleOf } from "./flashes.ts";
import { listen } from "./listen.ts";
import { loadRecording } from "./recording.ts";
import { sendPage, sendSource } from "./serve-sources.ts";
import { send } from "./started.ts";

const opus = "video/mp4;codecs=avc1.42E01F,opus";

let folder: string;
let recordings: Recordings;
let channels: Channels;
let isWasmServed = true;

describe.skipIf(!hasFfmpeg)("the sound of a show", () => {
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "launchroom-sound-"));
    open((on) => openAac(findFfmpeg(undefined), on));
  });

  afterEach(async () => {
    channels.close();
    await recordings.close();
    await rm(folder, { recursive: true, force: true });
  });

  it("is AAC in the recording and the download where the host sent Opus, with every picture", async () => {
    const { chunks } = await loadRecording("h264");
    const channel = channels.open("s1");
    const take = channel.startTake({ mimeType: opus });
    for (const [n, bytes] of chunks.entries()) send(channel, take, n, bytes);
    await expect.poll(() => channels.figures("s1")?.segments ?? 0).toBeGreaterThanOrEqual(4);
    expect(channels.figures("s1")?.codecs).toContain("mp4a.40.2");
    await channels.end("s1");
    const streams = await judgeRecording(await download());
    expect(streams.map(({ codec_name }) => codec_name).toSorted()).toEqual(["aac", "h264"]);
  });

  it("goes on as Opus where the program that makes AAC ends twice", async () => {
    const { chunks } = await loadRecording("h264");
    let opened = 0;
    channels.close();
    await recordings.close();
    open(({ onEnd }) => {
      opened += 1;
      setTimeout(onEnd, 5);
      return { write: () => true, kill: () => undefined };
    });
    const channel = channels.open("s1");
    for (let tries = 0; tries < 2; tries++) {
      const take = channel.startTake({ mimeType: opus });
      send(channel, take, 0, chunks[0] ?? Buffer.alloc(0));
      await sleep(30);
      expect(send(channel, take, 1, chunks[1] ?? Buffer.alloc(0))).toMatchObject({ code: "unknown_take" });
    }
    const take = channel.startTake({ mimeType: opus });
    for (const [n, bytes] of chunks.entries()) send(channel, take, n, bytes);
    expect(opened).toBe(2);
    expect(channels.figures("s1")?.codecs).toContain("opus");
  });

  for (const made of ["by the page", "by the server"]) {
    it(`stays within 40 ms of the picture where the AAC is made ${made}`, { timeout: 120_000 }, async () => {
      isWasmServed = made === "by the page";
      const site = await listen(createServer((request, response) => void answer(request, response)));
      let browser: Browser | undefined;
      try {
        browser = await launchWithFakeCamera();
        const page = await browser.newPage();
        await page.goto(`${site.origin}/host`);
        await expect.poll(() => channels.figures("s1")?.segments ?? 0, { timeout: 60_000 }).toBeGreaterThan(14);
        expect(await page.evaluate("globalThis.sound")).toBe(isWasmServed ? "aac" : "opus");
        const loops = z.array(z.number()).parse(await page.evaluate("loops"));
        await page.evaluate("studio.stop()");
        await channels.end("s1");
        const bytes = await download();
        const streams = await judgeRecording(bytes);
        expect(streams.map(({ codec_name }) => codec_name).toSorted()).toEqual(["aac", "h264"]);
        const file = join(folder, "show.mp4");
        await writeFile(file, bytes);
        const skews = (await measureSkews(file)).map(({ seconds }) => seconds);
        expect(skews.length).toBeGreaterThan(6);
        // The middle one: a busy machine draws a single flash late, and that is the picture's own lateness. A flash is seen with
        // the picture it falls into, which lasts a thirtieth of a second.
        expect(Math.abs(middleOf(skews) - middleOf(loops) / 1000)).toBeLessThan(0.04 + 1 / 30);
      } finally {
        await browser?.close();
        site.close();
      }
    });
  }
});

function open(makeAac: OpenConverter): void {
  recordings = new Recordings({ folder: join(folder, "r"), freeSpace: async () => ({ free: 50e9, total: 100e9 }) });
  channels = new Channels({ recordings, makeAac });
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (createMediaHandler(channels)(request, response)) return;
  if (request.url === "/host") return sendPage(response, flashingHost("s1"));
  if (request.url?.includes("mediabunny") && !isWasmServed) return void response.writeHead(404).end();
  if (request.url !== "/api/shows/s1/takes") return sendSource(request, response);
  const wish: unknown = JSON.parse((await readBody(request, 10_000)).toString());
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify(channels.open("s1").startTake(StartTake.parse(wish))));
}

async function download(): Promise<Buffer> {
  const index = await recordings.find("s1");
  if (!index) throw new Error("There is no recording.");
  const { bytes, read } = await openExport({ showId: "s1", index, storage: recordings });
  const parts: Buffer[] = [];
  for await (const part of read({ from: 0, to: bytes - 1 })) parts.push(part);
  return Buffer.concat(parts);
}
