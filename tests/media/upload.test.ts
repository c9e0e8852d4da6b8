import { createServer } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { log } from "#lib/log.ts";
import { Channels } from "#lib/media/channels.ts";
import { ChunkAccepted, MediaProblem, type TakeStarted } from "#lib/media/schema.ts";
import { createMediaHandler } from "#lib/media/serve/http.ts";
import { listen } from "./listen.ts";
import { sendRaw } from "./raw-request.ts";
import { loadRecording, type Recording } from "./recording.ts";
import { startTake } from "./started.ts";

let recording: Recording;
let channels: Channels;
let site: Awaited<ReturnType<typeof listen>>;
let take: TakeStarted;

beforeAll(async () => {
  recording = await loadRecording("h264");
  site = await listen(
    createServer((request, response) => {
      if (!createMediaHandler(channels, { maxChunkBytes: 200_000 })(request, response)) response.writeHead(418).end();
    }),
  );
}, 120_000);

beforeEach(() => {
  channels?.close();
  channels = new Channels();
  take = startTake(channels.open("s1"));
  startTake(channels.open("s2"));
});

afterAll(() => {
  channels.close();
  site.close();
});

describe("an upload", () => {
  it("of a whole recording is accepted chunk by chunk, and a repeat is answered like the first", async () => {
    for (const [n, bytes] of recording.chunks.entries()) {
      const response = await put(pathOf(n), bytes);
      expect(response.status).toBe(200);
      expect(ChunkAccepted.parse(await response.json())).toEqual({ accepted: n, expected: n + 1, repeated: false });
    }
    const again = await put(pathOf(1), chunk(1));
    expect(ChunkAccepted.parse(await again.json())).toMatchObject({ accepted: 1, repeated: true });
    expect(channels.find("s1")?.playlists.live()).toBeDefined();
  });

  it.each([
    ["to a show that is not on air", "unknown_show", 404, () => put("/media/other/takes/abcdefgh/chunks/0", chunk(0))],
    ["to another show than the take's", "unknown_take", 409, () => put(pathOf(0).replace("/s1/", "/s2/"), chunk(0))],
    ["to a take that never was", "unknown_take", 409, () => put("/media/s1/takes/abcdefgh/chunks/0", chunk(0))],
    ["with another key", "bad_show_key", 403, () => put(pathOf(0), chunk(0), "x".repeat(43))],
    ["with no key", "bad_show_key", 403, () => put(pathOf(0), chunk(0), "")],
    ["out of order", "chunk_gap", 409, () => put(pathOf(4), chunk(4))],
    ["of nothing", "chunk_short", 400, () => put(pathOf(0), Buffer.alloc(0))],
    ["over the limit by its length", "chunk_too_large", 413, () => put(pathOf(0), Buffer.alloc(200_001))],
    ["over the limit by its count", "chunk_too_large", 413, () => putStream(pathOf(0), 50)],
    ["of something else", "not_fragmented_mp4", 422, () => put(pathOf(0), Buffer.from("not a video at all"))],
    ["by POST", "method_not_allowed", 405, () => fetch(site.origin + pathOf(0), { method: "POST", body: "x" })],
  ] as const)("%s is refused as %s", async (_what, code, status, send) => {
    const response = await send();
    expect(response.status).toBe(status);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(MediaProblem.parse(await response.json())).toMatchObject({ code, status });
    expect(channels.find("s1")?.playlists.live()).toBeUndefined();
    if (code !== "not_fragmented_mp4") expect((await put(pathOf(0), chunk(0))).status).toBe(200);
  });

  it("to an older take, or after the end, is refused", async () => {
    const older = pathOf(0);
    const olderKey = take.showKey;
    take = startTake(channels.open("s1"));
    expect(await codeOf(put(older, chunk(0), olderKey))).toBe("late_take");
    await channels.end("s1");
    expect(await codeOf(put(pathOf(0), chunk(0)))).toBe("show_ended");
  });

  it("that names its place in any other way finds nothing", async () => {
    const { takeId } = take;
    const paths = [
      `/media/s1/takes/${takeId}/chunks/-1`,
      `/media/s1/takes/${takeId}/chunks/01`,
      `/media/s1/takes/${takeId}/chunks/1e3`,
      `/media/s1/takes/${takeId}/chunks/99999999999`,
      `/media/s1/takes/${takeId}/chunks/0/`,
      `/media/s1/takes/../takes/${takeId}/chunks/0`,
      `/media/s1/takes/%2e%2e/takes/${takeId}/chunks/0`,
      `/media//s1/takes/${takeId}/chunks/0`,
      `/media/s1%00/takes/${takeId}/chunks/0`,
      `/media/s1/takes/${takeId}\\chunks\\0`,
      "/media/../../etc/passwd",
      "/media/__proto__/takes/constructor/chunks/0",
      "/media",
      "/media/",
    ];
    for (const path of paths) {
      const head = `PUT ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${take.showKey}\r\nConnection: close\r\n`;
      const answer = await sendRaw(site.port, `${head}Content-Length: 4\r\n\r\nabcd`, false);
      expect(answer, path).toMatch(/^HTTP\/1\.1 404 /);
      expect(answer, path).toMatch(/"code":"unknown_(address|show)"/);
    }
    expect((await put(pathOf(0), chunk(0))).status).toBe(200);
  });

  it("that breaks off leaves no trace, and its repeat is accepted", async () => {
    const half = chunk(0).subarray(0, 100);
    const head = `PUT ${pathOf(0)} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${take.showKey}\r\n`;
    const start = Buffer.from(`${head}Content-Length: ${chunk(0).length}\r\n\r\n`);
    for (let attempts = 0; attempts < 6; attempts++) await sendRaw(site.port, Buffer.concat([start, half]));
    expect(await (await put(pathOf(0), chunk(0))).json()).toEqual({ accepted: 0, expected: 1, repeated: false });
  });

  it("that meets a bug is answered with the reference under which the log has it", async () => {
    const logged = vi.spyOn(log, "error").mockImplementation(() => undefined);
    const stop = channels.open("s1").listen({
      part: () => {
        throw new TypeError("a listener is broken");
      },
    });
    const answers: Response[] = [];
    for (const [n, bytes] of recording.chunks.entries()) answers.push(await put(pathOf(n), bytes));
    stop();
    const failed = answers.find(({ status }) => status >= 500);
    expect(failed?.status).toBe(500);
    const { code, id } = z.object({ code: z.string(), id: z.uuid() }).parse(await failed?.json());
    expect(code).toBe("internal");
    expect(logged.mock.calls.map(([facts]) => facts)).toContainEqual(
      expect.objectContaining({ event: "media_request_failed", id, err: expect.any(TypeError) }),
    );
  });

  it("is held back while four others of its show are still open", async () => {
    const openings = Array.from({ length: 4 }, () => {
      const body = new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array(10)) });
      const stop = new AbortController();
      const streamed = { ...asPut(take.showKey), body, duplex: "half", signal: stop.signal };
      const sent = fetch(site.origin + pathOf(0), streamed);
      return { stop, sent: sent.catch(() => undefined) };
    });
    await expect.poll(async () => codeOf(put(pathOf(4), chunk(4)))).toBe("too_many_uploads");
    for (const { stop } of openings) stop.abort();
    await Promise.all(openings.map(({ sent }) => sent));
    await expect.poll(async () => codeOf(put(pathOf(1), chunk(0)))).toBe("chunk_gap");
  });
});

describe("an address outside /media", () => {
  it("is left to others", async () => {
    for (const path of ["/", "/mediaeval", "/api/media/s1/live.m3u8"]) {
      expect((await fetch(site.origin + path)).status).toBe(418);
    }
  });
});

function chunk(n: number): Buffer {
  return recording.chunks[n] ?? Buffer.alloc(0);
}

function pathOf(n: number): string {
  return `/media/s1/takes/${take.takeId}/chunks/${n}`;
}

function put(path: string, bytes: Buffer, key = take.showKey): Promise<Response> {
  return fetch(site.origin + path, { ...asPut(key), body: new Uint8Array(bytes) });
}

/** A body of unknown length, `parts` times ten kilobytes. */
function putStream(path: string, parts: number): Promise<Response> {
  let left = parts;
  const body = new ReadableStream({
    pull: (controller) => {
      left -= 1;
      if (left < 0) controller.close();
      else controller.enqueue(new Uint8Array(10_240));
    },
  });
  const streamed = { ...asPut(take.showKey), body, duplex: "half" };
  return fetch(site.origin + path, streamed);
}

function asPut(key: string) {
  return { method: "PUT", headers: { authorization: `Bearer ${key}`, "content-type": "video/mp4" } };
}

async function codeOf(sent: Promise<Response>): Promise<string> {
  return MediaProblem.parse(await (await sent).json()).code;
}
