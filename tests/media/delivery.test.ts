import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createPieceQueue } from "#components/media/broadcast/piece-queue.ts";
import { createRuns } from "#components/media/broadcast/runs.ts";
import { uploadChunk } from "#components/media/broadcast/upload-chunk.ts";
import { problemOfRefusal } from "#lib/problem.ts";
import { Refusal, type RefusalCode } from "#lib/refusal.ts";

const take = { takeId: "abcdefgh", showKey: "k".repeat(43) };
const chunk = { n: 7, bytes: new Blob(["x"]) };

describe("pieces waiting on the host's page", () => {
  it("go one chunk at a time, and those that wait meanwhile go together", async () => {
    const queue = createPieceQueue(() => 0);
    queue.add(new Blob(["a"]));
    const first = await queue.next(100);
    for (const part of ["b", "c"]) queue.add(new Blob([part]));
    expect(await queue.next(100)).toBe(first);
    expect(queue.confirm(1)).toBe(true);
    const second = await queue.next(100);
    expect(second?.n).toBe(1);
    expect(await second?.bytes.text()).toBe("bc");
    queue.add(new Blob(["d"]));
    expect(await queue.next(100)).toBe(second);
    queue.confirm(2);
    queue.end();
    expect(await (await queue.next(100))?.bytes.text()).toBe("d");
    queue.confirm(3);
    expect(await queue.next(100)).toBeUndefined();
  });

  it("go ahead of their turn as the very chunk that comes next, and are let go of together when both arrived", async () => {
    const queue = createPieceQueue(() => 0);
    queue.add(new Blob(["a"]));
    await queue.next(100);
    const ahead = queue.ahead(100);
    queue.add(new Blob(["b"]));
    expect((await ahead)?.n).toBe(1);
    queue.add(new Blob(["c"]));
    expect(await queue.ahead(100)).toBe(await ahead);
    expect(queue.confirm(1)).toBe(true);
    expect(await queue.next(100)).toBe(await ahead);
    const behind = await queue.ahead(100);
    expect(await behind?.bytes.text()).toBe("c");
    expect(queue.confirm(3)).toBe(true);
    expect(queue.waitingBytes()).toBe(0);
    expect(queue.confirm(9)).toBe(false);
  });

  it("are sent with the same bytes under the same number, whatever was recorded in between", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom("add", "lost", "delivered"), { maxLength: 60 }), async (steps) => {
        const queue = createPieceQueue(() => 0);
        const seen = new Map<number, string>();
        let added = 0;
        let expected = 0;
        for (const step of steps) {
          if (step === "add") queue.add(new Blob([`${added++},`]));
          if (step === "add" || added === 0 || queue.waitingBytes() === 0) continue;
          const chunk = await queue.next(6);
          if (!chunk) continue;
          const text = await chunk.bytes.text();
          expect(seen.get(chunk.n) ?? text).toBe(text);
          seen.set(chunk.n, text);
          if (step === "delivered") expect(queue.confirm(++expected)).toBe(true);
        }
        const sent = [...seen.values()].join("");
        expect(Array.from({ length: added }, (_, n) => `${n},`).join("")).toContain(sent);
      }),
    );
  });

  it("are kept for half a minute or 48 MB over all runs", () => {
    let at = 0;
    const runs = createRuns(() => at);
    const before = runs.begin("video/mp4");
    before.pieces.add(new Blob(["a"]));
    at = 30_000;
    runs.begin("video/mp4");
    expect(runs.secondsBehind()).toBe(30);
    expect(runs.isOverflowing()).toBe(false);
    at = 30_001;
    expect(runs.isOverflowing()).toBe(true);
    runs.drop(before);
    expect(runs.isOverflowing()).toBe(false);
    runs.newest()?.pieces.add(new Uint8Array(49 * 1024 * 1024));
    expect(runs.isOverflowing()).toBe(true);
  });

  it("are handed on run after run, until no other will come", async () => {
    const runs = createRuns(() => 0);
    const waiting = runs.next();
    const first = runs.begin("video/mp4");
    const second = runs.begin("video/mp4;codecs=avc1");
    expect(await waiting).toBe(first);
    expect(first.pieces.isEnded()).toBe(true);
    runs.drop(first);
    expect(await runs.next()).toBe(second);
    runs.end();
    runs.drop(second);
    expect(await runs.next()).toBeUndefined();
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
  return uploadChunk({ showId: "s1", take, chunk, fetch, signal: new AbortController().signal, withinMs: 4000 });
}

async function answerWith(code: RefusalCode): Promise<Response> {
  const { status, headers, text } = problemOfRefusal(new Refusal(code, { detail: { expected: 4 } }));
  return new Response(text, { status, headers });
}
