import { describe, expect, it } from "vitest";
import { createChunkQueue } from "#components/media/chunk-queue.ts";
import { uploadChunk } from "#components/media/upload-chunk.ts";
import { refuse, toProblem } from "#lib/media/refusals.ts";
import type { MediaRefusalCode } from "#lib/media/schema.ts";

const take = { takeId: "abcdefgh", showKey: "k".repeat(43) };
const chunk = { n: 7, bytes: new Blob(["x"]), recordedAt: 0 };

describe("chunks waiting on the host's page", () => {
  it("are handed out in order until the server has them, and again when it asks back", async () => {
    const queue = createChunkQueue(() => 0);
    for (const part of ["a", "b", "c"]) queue.add(new Blob([part]));
    expect((await queue.next())?.n).toBe(0);
    expect(queue.confirm(2)).toBe(true);
    expect((await queue.next())?.n).toBe(2);
    expect(queue.confirm(1)).toBe(false);
    expect(queue.confirm(3)).toBe(true);
    const next = queue.next();
    queue.add(new Blob(["d"]));
    expect((await next)?.n).toBe(3);
    queue.confirm(4);
    queue.end();
    expect(await queue.next()).toBeUndefined();
  });

  it("overflow after half a minute or 48 MB", () => {
    let at = 0;
    const queue = createChunkQueue(() => at);
    queue.add(new Blob(["a"]));
    at = 30_000;
    expect(queue.secondsBehind()).toBe(30);
    expect(queue.isOverflowing()).toBe(false);
    at = 30_001;
    expect(queue.isOverflowing()).toBe(true);
    const heavy = createChunkQueue(() => 0);
    heavy.add(new Blob([new Uint8Array(49 * 1024 * 1024)]));
    expect(heavy.isOverflowing()).toBe(true);
  });
});

describe("an upload", () => {
  it.each([
    ["chunk_gap", { next: "continue", expected: 4 }],
    ["chunk_repeated", { next: "continue", expected: 4 }],
    ["too_many_uploads", { next: "retry", error: "too_many_uploads" }],
    ["unknown_show", { next: "new_take", error: "unknown_show" }],
    ["unknown_take", { next: "new_take", error: "unknown_take" }],
    ["not_fragmented_mp4", { next: "new_take", error: "not_fragmented_mp4" }],
    ["late_take", { next: "stop", error: "late_take" }],
    ["bad_show_key", { next: "stop", error: "bad_show_key" }],
    ["show_ended", { next: "stop", error: "show_ended" }],
    ["codec_not_supported", { next: "stop", error: "codec_not_supported" }],
  ] as const)("refused as %s is followed by the right step", async (code, outcome) => {
    expect(await upload(() => answerWith(code))).toEqual(outcome);
  });

  it("is tried again when the network or the server fails, whatever comes back", async () => {
    expect(await upload(() => Promise.reject(new TypeError("Failed to fetch")))).toEqual({
      next: "retry",
      error: "network",
    });
    expect(await upload(async () => new Response("<h1>502</h1>", { status: 502 }))).toEqual({
      next: "retry",
      error: "server",
    });
    expect(await upload(async () => new Response("{}", { status: 200 }))).toEqual({ next: "retry", error: "server" });
  });
});

function upload(fetch: typeof globalThis.fetch) {
  return uploadChunk({ showId: "s1", take, chunk, fetch, signal: new AbortController().signal });
}

async function answerWith(code: MediaRefusalCode): Promise<Response> {
  const problem = toProblem(refuse(code, { expected: 4 }));
  return new Response(JSON.stringify(problem), { status: problem.status });
}
