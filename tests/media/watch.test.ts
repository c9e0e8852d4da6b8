import { createServer } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Channels } from "#lib/media/channels.ts";
import { Packager } from "#lib/media/mp4/packager.ts";
import { MediaProblem, type TakeStarted } from "#lib/media/schema.ts";
import { createMediaHandler } from "#lib/media/serve/http.ts";
import { listen } from "./listen.ts";
import { loadRecording, type Recording } from "./recording.ts";
import { sendAll, startTake } from "./started.ts";

const channels = new Channels();
let recording: Recording;
let site: Awaited<ReturnType<typeof listen>>;
let take: TakeStarted;
let segmentPath: string;

beforeAll(async () => {
  recording = await loadRecording("h264");
  const channel = channels.open("s1");
  take = startTake(channel);
  sendAll(channel, take, recording.chunks);
  sendAll(channels.open("hidden"), startTake(channels.open("hidden")), recording.chunks);
  startTake(channels.open("silent"));
  site = await listen(
    createServer((request, response) => {
      createMediaHandler(channels, { isPublic: (showId) => showId !== "hidden" })(request, response);
    }),
  );
  const playlist = await (await get("/media/s1/live.m3u8")).text();
  segmentPath = `/media/s1/${/^segments\/.+$/m.exec(playlist)?.[0]}`;
}, 120_000);

afterAll(() => {
  channels.close();
  site.close();
});

describe("a viewer", () => {
  it("reads a playlist that no browser keeps and no shared cache for long, and that can be embedded anywhere", async () => {
    const response = await get("/media/s1/live.m3u8?_=1");
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("application/vnd.apple.mpegurl");
    expect(response.headers.get("cache-control")).toBe("public, max-age=0, s-maxage=1");
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    expect(await response.text()).toMatch(/^#EXTM3U\n/);
  });

  it("reads init and segments that are cached for ever, whole, by range, by tag", async () => {
    const init = await get(`/media/s1/takes/${take.takeId}/init.mp4`);
    expect(init.headers.get("cache-control")).toContain("immutable");
    const segment = await get(segmentPath);
    const bytes = Buffer.from(await segment.arrayBuffer());
    const initBytes = Buffer.from(await init.arrayBuffer());
    const { init: packagedInit, parts } = new Packager().push(recording.whole);
    expect([initBytes, bytes]).toEqual([packagedInit?.bytes, parts[0]?.bytes]);

    const part = await get(segmentPath, { range: "bytes=10-19" });
    expect(part.status).toBe(206);
    expect(part.headers.get("content-range")).toBe(`bytes 10-19/${bytes.length}`);
    expect(Buffer.from(await part.arrayBuffer())).toEqual(bytes.subarray(10, 20));
    const tail = await get(segmentPath, { range: "bytes=-5" });
    expect(Buffer.from(await tail.arrayBuffer())).toEqual(bytes.subarray(-5));
    const beyond = await get(segmentPath, { range: `bytes=${bytes.length}-` });
    expect(beyond.status).toBe(416);
    expect(beyond.headers.get("content-range")).toBe(`bytes */${bytes.length}`);
    expect((await get(segmentPath, { range: "bytes=0-1,4-5" })).status).toBe(200);
    expect((await get(segmentPath, { range: "bytes=0-1", "if-range": '"other"' })).status).toBe(200);

    const tag = segment.headers.get("etag") ?? "";
    expect((await get(segmentPath, { "if-none-match": `"x", W/${tag}` })).status).toBe(304);
  });

  it("may ask for the head alone and from another origin", async () => {
    const head = await fetch(site.origin + segmentPath, { method: "HEAD" });
    expect(Number(head.headers.get("content-length"))).toBeGreaterThan(1000);
    expect(await head.text()).toBe("");
    const preflight = await fetch(site.origin + segmentPath, { method: "OPTIONS" });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-headers")).toContain("Range");
  });

  it.each([
    ["/media/nowhere/live.m3u8", 404, "unknown_show"],
    ["/media/hidden/live.m3u8", 404, "unknown_show"],
    ["/media/silent/live.m3u8", 404, "nothing_yet"],
    ["/media/s1/segments/1.m4s", 404, "unknown_segment"],
    ["/media/s1/takes/nothing/init.mp4", 404, "unknown_segment"],
    ["/media/s1/segments/1.mp4", 404, "unknown_address"],
    ["/media/s1/", 404, "unknown_address"],
  ] as const)("is told why %s has nothing", async (path, status, code) => {
    const response = await get(path);
    expect(response.status).toBe(status);
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    expect(MediaProblem.parse(await response.json())).toMatchObject({ status, code });
    if (code === "nothing_yet") expect(response.headers.get("retry-after")).toBe("1");
  });

  it("cannot write", async () => {
    expect((await fetch(site.origin + segmentPath, { method: "DELETE" })).status).toBe(405);
  });
});

function get(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(site.origin + path, { headers });
}
