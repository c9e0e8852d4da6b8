import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { hostPage, readerPage } from "#bench/air/marked-page.ts";
import { Channels } from "#lib/media/channels.ts";
import type { PublishedPart } from "#lib/media/live/window.ts";
import type { InitSegment } from "#lib/media/mp4/init-segment.ts";
import { createMediaHandler } from "#lib/media/serve/http.ts";
import { launchWithFakeCamera } from "#tests/media/browser.ts";
import { listen } from "#tests/media/listen.ts";
import { sendPage, sendSource } from "#tests/media/serve-sources.ts";

export type Arrived = Pick<PublishedPart, "mediaSeconds" | "durationSeconds"> & { at: number };

/** A picture by its time in the take, and when it was drawn, as burnt into it. */
export type ReadPicture = { mediaTime: number; drawnAt: number };

export type HostRecording = {
  parts: Arrived[];
  /** Plays the recording through. */
  readPictures: () => Promise<ReadPicture[]>;
  ability: string;
  figures: { bitrate: number; framesPerSecond: number; framesDropped: number };
  close: () => Promise<void>;
};

const warmUpMs = 3000;

/** A real browser on air for so long; every part with the time it stood on the server. */
export async function recordHost(seconds: number): Promise<HostRecording> {
  const channels = new Channels();
  const kept: Buffer[] = [];
  const parts: Arrived[] = [];
  let playsWith: InitSegment | undefined;
  channels.open("air").listen({
    part: ({ mediaSeconds, durationSeconds, bytes }, init) => {
      if (playsWith && playsWith !== init) return;
      playsWith = init;
      parts.push({ mediaSeconds, durationSeconds, at: Date.now() });
      kept.push(Buffer.from(bytes));
    },
  });
  const site = await listen(createServer(answer));
  const browser = await launchWithFakeCamera();
  const host = await browser.newPage();
  await host.goto(`${site.origin}/host`);
  await sleep(warmUpMs + seconds * 1000);
  const { ability, onAir } = await host.evaluate<HostState>("({ ability, onAir })");
  await host.close();
  const reader = await browser.newPage();
  await reader.goto(`${site.origin}/reader`);
  await reader.evaluate(`load('video/mp4; codecs="${playsWith?.codecs.join(", ") ?? ""}"')`);
  const first = (parts[0]?.at ?? 0) + warmUpMs;

  function answer(request: IncomingMessage, response: ServerResponse): void {
    if (createMediaHandler(channels)(request, response)) return;
    if (request.url === "/host") sendPage(response, hostPage);
    else if (request.url === "/reader") sendPage(response, readerPage);
    else if (request.url === "/recorded")
      response.end(Buffer.concat([...(playsWith ? [playsWith.bytes] : []), ...kept]));
    else if (request.url === "/api/shows/air/takes") {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(channels.open("air").startTake({})));
    } else void sendSource(request, response);
  }

  return {
    parts: parts.filter(({ at }) => at >= first),
    readPictures: () => reader.evaluate<ReadPicture[]>("readPictures()"),
    ability,
    figures: onAir,
    close: async () => {
      await browser.close();
      channels.close();
      site.close();
    },
  };
}

type HostState = { ability: string; onAir: HostRecording["figures"] };
