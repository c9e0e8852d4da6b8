import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import { TakeStarted } from "#lib/media/schema.ts";
import { createSource } from "#tests/media/synthetic.ts";
import type { Http } from "#tests/support/http.ts";

export type Broadcast = {
  takeId: string;
  /** Uploads the next so many fragments of a fifth of a second as one chunk. */
  feed: (fragments: number) => Promise<void>;
};

/** Takes the air of a live show as its host's page does, over HTTP. */
export async function startBroadcast(
  http: Http,
  { showId, cookie }: { showId: string; cookie: string },
): Promise<Broadcast> {
  const started = await http("POST", `/api/shows/${showId}/takes`, { cookie, body: {} });
  expect(started.status).toBe(201);
  const { takeId, showKey } = TakeStarted.parse(started.body);
  const source = createSource();
  let n = 0;
  await upload(source.init);
  return { takeId, feed: (fragments) => upload(source.take(fragments)) };

  async function upload(raw: Buffer): Promise<void> {
    const headers = { authorization: `Bearer ${showKey}`, "content-type": "video/mp4" };
    const { status } = await http("PUT", `/media/${showId}/takes/${takeId}/chunks/${n++}`, { raw, headers });
    expect(status).toBe(200);
  }
}

/** What the playlist names, whole, in its order. */
export async function playAll(
  url: string,
  showId: string,
  name = "replay",
): Promise<{ seconds: number; bytes: Buffer }> {
  const playlist = await (await fetch(`${url}/media/${showId}/${name}.m3u8`)).text();
  const parts: Buffer[] = [];
  for (const [, path] of playlist.matchAll(/^(recorded\/\d+\.m4s)$/gm)) {
    const response = await fetch(`${url}/media/${showId}/${path}`);
    expect(response.status).toBe(200);
    parts.push(Buffer.from(await response.arrayBuffer()));
  }
  const seconds = [...playlist.matchAll(/#EXTINF:([\d.]+)/g)].reduce((sum, [, each]) => sum + Number(each), 0);
  return { seconds, bytes: Buffer.concat(parts) };
}

/** Asks until it is so; how many seconds that took. */
export async function secondsUntil(isSo: () => Promise<boolean>): Promise<number> {
  const began = performance.now();
  while (!(await isSo())) {
    if (performance.now() - began > 30_000) throw new Error("It never was so.");
    await sleep(50);
  }
  return (performance.now() - began) / 1000;
}
