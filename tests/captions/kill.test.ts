import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Broadcast, secondsUntil, startBroadcast } from "#tests/recordings/broadcast.ts";
import { type Site, startSite } from "#tests/support/site.ts";

let site: Site;

beforeAll(async () => {
  site = await startSite();
}, 120_000);

afterAll(() => site.stop());

it("captions of a server that was killed are in the live playlists after its restart, and in the replay as files", async () => {
  const [door] = site.doors;
  if (!door) throw new Error("There is no server.");
  const { cookie, email } = await site.person("host");
  const { showId } = await site.openEdition({}, email);
  const before = await startBroadcast(door.http, { showId, cookie });
  await feedFor(before, 3);
  await caption("Before the crash");
  await feedFor(before, 3);
  await door.kill();
  await door.restart();
  const after = await startBroadcast(door.http, { showId, cookie });
  await feedFor(after, 2);
  await caption("还剩十件 & <more>");
  await feedFor(after, 3);
  const master = await textOf(`/media/${showId}/master.m3u8`);
  expect(master).toMatch(/TYPE=SUBTITLES.*LANGUAGE="en".*URI="captions\/en\.m3u8"/);
  expect(await spokenIn(`/media/${showId}/captions/en.m3u8`)).toContain("还剩十件 &amp; &lt;more&gt;");

  expect((await door.http("POST", `/api/shows/${showId}/end`, { cookie, body: {} })).status).toBe(200);
  await secondsUntil(async () => (await fetch(`${door.url}/media/${showId}/recording.m3u8`)).ok);
  expect(await textOf(`/media/${showId}/recording.m3u8`)).toMatch(
    /URI="recorded\/en\.m3u8".*\n.*SUBTITLES="captions"\nreplay\.m3u8/,
  );
  const spoken = await spokenIn(`/media/${showId}/recorded/en.m3u8`);
  expect(spoken).toContain("Before the crash");
  expect(spoken).toContain("还剩十件 &amp; &lt;more&gt;");

  const file = (format: string) =>
    fetch(`${door.url}/api/shows/${showId}/recording/captions?language=en&format=${format}`, { headers: { cookie } });
  const srt = await file("srt");
  expect(srt.headers.get("content-disposition")).toMatch(/^attachment; filename="[a-z0-9-]+\.en\.srt"$/);
  expect(await srt.text()).toMatch(/^1\n00:00:0[2-4],\d{3} --> 00:00:0\d,\d{3}\nBefore the crash\n\n2\n/);
  expect(await (await file("vtt")).text()).toMatch(/^WEBVTT\n\n00:00:0[2-4]\.\d{3} --> [^\n]+\nBefore the crash\n\n/);
  expect(
    (await fetch(`${door.url}/api/shows/${showId}/recording/captions?language=fr`, { headers: { cookie } })).status,
  ).toBe(404);

  async function caption(text: string): Promise<void> {
    const body = { language: "en", lines: [{ text, source: "script" }] };
    expect((await door?.http("POST", `/api/shows/${showId}/captions`, { cookie, body }))?.status).toBe(201);
  }

  async function textOf(path: string): Promise<string> {
    const response = await fetch(`${door?.url}${path}`);
    expect(response.status, path).toBe(200);
    return response.text();
  }

  /** All segments of a list of captions. */
  async function spokenIn(path: string): Promise<string> {
    const paths = [...(await textOf(path)).matchAll(/^[^#\n]+\.vtt$/gm)].map(
      ([file]) => new URL(file, `http://x${path}`).pathname,
    );
    expect(paths.length).toBeGreaterThan(1);
    return (await Promise.all(paths.map(textOf))).join("\n");
  }
}, 120_000);

/** No faster than a camera: the stream clock goes by when things come. */
async function feedFor(broadcast: Broadcast, seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second++) {
    await broadcast.feed(5);
    await sleep(1000);
  }
}
