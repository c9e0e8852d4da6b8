import {
  appendFile,
  type FileHandle,
  mkdtemp,
  open,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  truncate,
  writeFile,
} from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Channels } from "#lib/media/channels.ts";
import { type RecordingChange, Recordings } from "#lib/media/recording/recordings.ts";
import { createMediaHandler } from "#lib/media/serve/http.ts";
import { Refusal } from "#lib/refusal.ts";
import { soon } from "#tests/support/soon.ts";
import { hasFfmpeg, makeRecording, probe } from "./ffmpeg.ts";
import { listen } from "./listen.ts";
import { send, startTake } from "./started.ts";
import { createSource } from "./synthetic.ts";

type Settings = Partial<ConstructorParameters<typeof Recordings>[0]>;

let folder: string;
let recordings: Recordings;
let channels: Channels;
let changes: RecordingChange[];
let errors: unknown[];
let site: Awaited<ReturnType<typeof listen>>;
let disk: { free: number; total: number };

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "launchroom-recordings-"));
  disk = { free: 50e9, total: 100e9 };
  await boot();
});

afterEach(async () => {
  await shutDown();
  await rm(folder, { recursive: true, force: true });
});

describe("a show on air", () => {
  it("is on disk segment by segment, and can be rewound to its beginning while it runs", async () => {
    const show = onAir();
    show.feed(200);
    await written(39);
    const dvr = await textOf("/media/s1/dvr.m3u8");
    expect(dvr).not.toContain("ENDLIST");
    const files = filesOf(dvr);
    expect(files.length).toBe(9);
    expect(durationsOf(dvr)).toEqual(Array(9).fill(4));
    const bytes = Buffer.concat(await Promise.all(files.map((file) => bytesOf(`/media/s1/${file}`))));
    expect(bytes.equals(Buffer.concat(show.segments.slice(0, 36)))).toBe(true);
    expect(dvr.match(/#EXT-X-PROGRAM-DATE-TIME:(.+)/)?.[1]).toBe(new Date(show.startedAt()).toISOString());
    expect((await get("/media/s1/replay.m3u8")).status).toBe(404);
  });

  it("serves from disk what memory has let go, by range and tag", async () => {
    const show = onAir();
    show.feed(300);
    await written(59);
    const [oldest] = show.sequences;
    expect(channels.find("s1")?.segment(oldest ?? 0)).toBeUndefined();
    const whole = await get(`/media/s1/segments/${oldest}.m4s`);
    expect(Buffer.from(await whole.arrayBuffer()).equals(show.segments[0] ?? Buffer.alloc(0))).toBe(true);
    expect(whole.headers.get("cache-control")).toContain("immutable");
    const part = await get(`/media/s1/segments/${(oldest ?? 0) + 3}.m4s`, { range: "bytes=10-19" });
    expect(part.status).toBe(206);
    expect(Buffer.from(await part.arrayBuffer()).equals(show.segments[3]?.subarray(10, 20) ?? Buffer.alloc(0))).toBe(
      true,
    );
    const tag = whole.headers.get("etag") ?? "";
    expect((await get(`/media/s1/segments/${oldest}.m4s`, { "if-none-match": tag })).status).toBe(304);
    const beyond = await get(`/media/s1/segments/${oldest}.m4s`, { range: "bytes=99999999-" });
    expect(beyond.status).toBe(416);
    expect((await get("/media/s1/recorded/1.m4s")).status).toBe(404);
  });

  it("compresses its long playlist for whoever takes it so", async () => {
    onAir().feed(300);
    await written(59);
    const plain = await fetch(`${site.origin}/media/s1/dvr.m3u8`, { headers: { "accept-encoding": "identity" } });
    const encoded = await get("/media/s1/dvr.m3u8", { "accept-encoding": "gzip, br" });
    expect(encoded.headers.get("content-encoding")).toBe("br");
    expect(Number(encoded.headers.get("content-length"))).toBeLessThan(Number(plain.headers.get("content-length")) / 2);
    expect(await encoded.text()).toBe(await plain.text());
    expect((await get("/media/s1/dvr.m3u8", { "accept-encoding": "gzip" })).headers.get("content-encoding")).toBe(
      "gzip",
    );
  });

  it("can be replayed from its first to its last picture as soon as it has ended, all takes in order", async () => {
    const first = onAir();
    first.feed(23);
    const second = onAir();
    second.feed(17);
    await channels.end("s1");
    const replay = await textOf("/media/s1/replay.m3u8");
    expect(replay).toMatch(/#EXT-X-PLAYLIST-TYPE:VOD/);
    expect(replay).toMatch(/#EXT-X-ENDLIST\n$/);
    expect(replay.match(/#EXT-X-DISCONTINUITY$/gm)).toHaveLength(1);
    expect(replay.match(/#EXT-X-MAP/g)).toHaveLength(2);
    expect(sum(durationsOf(replay))).toBeCloseTo(8, 5);
    const bytes = Buffer.concat(await Promise.all(filesOf(replay).map((file) => bytesOf(`/media/s1/${file}`))));
    expect(bytes.equals(Buffer.concat([...first.segments, ...second.segments]))).toBe(true);
    for (const takeId of [first.takeId, second.takeId]) await bytesOf(`/media/s1/takes/${takeId}/init.mp4`);
    expect(changes.at(-1)).toMatchObject({ state: "finished", segments: 9, missed: 0 });
    expect(changes.at(-1)?.seconds).toBeCloseTo(8, 5);
    expect(changes.at(-1)?.hash).toMatch(/^[\w-]{43}$/);
  });

  it.skipIf(!hasFfmpeg)("is replayed whole by a player that knows nothing of us", async () => {
    const channel = channels.open("s1");
    for (const name of ["shortFragments", "negativeOffsets"] as const) {
      send(channel, startTake(channel), 0, await makeRecording(name));
    }
    await channels.end("s1");
    const streams = await probe(`${site.origin}/media/s1/replay.m3u8`);
    expect(streams.map(({ kind, packets }) => [kind, packets])).toEqual([
      ["video", 480],
      ["audio", 752],
    ]);
  });

  it("that never had a picture leaves no recording", async () => {
    startTake(channels.open("s1"));
    await channels.end("s1");
    expect((await get("/media/s1/replay.m3u8")).status).toBe(404);
    expect(await readdir(folder)).toEqual([]);
  });
});

describe("after a crash", () => {
  it("the recording goes on where it was, with one discontinuity, and at most one segment is lost", async () => {
    const before = onAir();
    before.feed(103);
    await written(20);
    await crash();
    expect(channels.open("s1").status(Date.now())).toBe("waiting");
    await expect.poll(() => channels.open("s1").status(Date.now()), soon).toBe("interrupted");
    const after = onAir();
    after.feed(52);
    await written(30);
    expect(after.sequences[0]).toBeGreaterThan(before.sequences.at(-1) ?? 0);
    await channels.end("s1");
    const replay = await textOf("/media/s1/replay.m3u8");
    expect(replay.match(/#EXT-X-DISCONTINUITY$/gm)).toHaveLength(1);
    const bytes = Buffer.concat(await Promise.all(filesOf(replay).map((file) => bytesOf(`/media/s1/${file}`))));
    expect(bytes.equals(Buffer.concat([...before.segments.slice(0, 20), ...after.segments]))).toBe(true);
  });

  it.each([
    [
      "a line of the index is cut in the middle",
      async (index: string) => truncate(index, (await readFile(index)).length - 17),
      1,
    ],
    ["the index ends in noise", (index: string) => appendFile(index, '\u0000\u0000{"segment":'), 0],
    ["data is missing that the index speaks of", async (_index: string, file: string) => truncate(file, 1000), 4],
    [
      "data was never written though the file has its length",
      async (_index: string, file: string) => writeFile(file, Buffer.alloc((await readFile(file)).length)),
      4,
    ],
    ["a file is gone", (_index: string, file: string) => rm(file), 4],
  ] as const)("%s, that much is cut off and the rest is whole", async (_what, damage, lost) => {
    const show = onAir();
    show.feed(60);
    await written(11);
    await crash();
    const takes = await readdir(join(folder, "s1", show.takeId));
    const [, last = ""] = takes.filter((name) => name.endsWith(".m4s")).toSorted();
    await damage(join(folder, "s1", "index.ndjson"), join(folder, "s1", show.takeId, last));
    const kept = { 0: 11, 1: 10, 4: 4 }[lost];
    await channels.end("s1");
    const index = await recordings.find("s1");
    expect(index?.segments.map(({ segment }) => segment)).toEqual(show.sequences.slice(0, kept));
    const replay = await textOf("/media/s1/replay.m3u8");
    const bytes = Buffer.concat(await Promise.all(filesOf(replay).map((file) => bytesOf(`/media/s1/${file}`))));
    expect(bytes.equals(Buffer.concat(show.segments.slice(0, kept)))).toBe(true);
  });

  it("a show that ended meanwhile is closed, with all it had", async () => {
    onAir().feed(60);
    await written(11);
    await crash();
    expect(await recordings.end("s1")).toBe("finished");
    expect(sum(durationsOf(await textOf("/media/s1/replay.m3u8")))).toBeCloseTo(11, 5);
    expect(await recordings.end("s1")).toBe("finished");
    expect(await recordings.end("never")).toBe("nothing");
  });
});

describe("a disk that fills up", () => {
  it("stops the recording before it is full, never the show, and the recording goes on when there is room", async () => {
    const show = onAir();
    show.feed(25);
    await written(4);
    disk.free = 9e9;
    await expect.poll(() => state(), { timeout: 8000 }).toBe("stopped_disk");
    show.feed(25);
    expect(channels.find("s1")?.playlists.live()?.toString()).toContain(`segments/${show.sequences.at(-1)}.m4s`);
    expect(channels.status("s1")).toBe("live");
    await expect.poll(() => channels.figures("s1")?.recorder.missed, soon).toBe(5);
    disk.free = 11e9;
    await new Promise((resolve) => setTimeout(resolve, 5500));
    expect(state()).toBe("stopped_disk");
    disk.free = 20e9;
    await expect.poll(() => state(), { timeout: 8000 }).toBe("recording");
    show.feed(25);
    await written(9);
    await channels.end("s1");
    const replay = await textOf("/media/s1/replay.m3u8");
    expect(replay.match(/#EXT-X-DISCONTINUITY$/gm)).toHaveLength(1);
  }, 40_000);

  it("with less than 2 GiB is too full however small it is", async () => {
    disk = { free: 1.9 * 1024 ** 3, total: 4 * 1024 ** 3 };
    onAir().feed(10);
    await expect.poll(() => state(), soon).toBe("stopped_disk");
    expect(await readdir(folder)).toEqual([]);
  });

  it("within the owner's quota stops too", async () => {
    await boot({ quotaBytes: 300_000 });
    const show = onAir();
    show.feed(50);
    await expect.poll(() => state(), { timeout: 8000 }).toBe("stopped_quota");
    expect(channels.status("s1")).not.toBe("waiting");
  }, 20_000);

  it("in the middle of a line, just before the show ends, leaves a whole recording that can be replayed", async () => {
    const show = onAir();
    show.feed(30);
    await written(5);
    const index = join(folder, "s1", "index.ndjson");
    const before = await readFile(index, "utf8");
    await failInTheMiddle(index, '{"segment":');
    show.feed(5);
    await expect.poll(() => errors.length, soon).toBe(1);
    await channels.end("s1");
    expect(await readFile(index, "utf8")).toMatch(new RegExp(`^${escapeRegExp(before)}\\{"ended":\\d+\\}\\n$`));
    expect(sum(durationsOf(await textOf("/media/s1/replay.m3u8")))).toBeGreaterThan(4);
  });

  it("at the moment of writing costs that segment, and what is there stays whole", async () => {
    const show = onAir();
    show.feed(30);
    await written(5);
    const index = join(folder, "s1", "index.ndjson");
    const before = await readFile(index, "utf8");
    await crash();
    await appendFile(index, before.slice(0, 20));
    await channels.end("s1");
    expect(await readFile(index, "utf8")).toMatch(new RegExp(`^${escapeRegExp(before)}\\{"ended":\\d+\\}\\n$`));
  });
});

describe("recording", () => {
  it("that cannot be read for a moment loses nothing of what is there", async () => {
    const show = onAir();
    show.feed(60);
    await written(11);
    const index = join(folder, "s1", "index.ndjson");
    const before = await readFile(index, "utf8");
    const folderOfTake = join(folder, "s1", show.takeId);
    const newest = join(
      folderOfTake,
      (await readdir(folderOfTake))
        .filter((name) => name.endsWith(".m4s"))
        .sort()
        .at(-1) ?? "",
    );
    await shutDown();
    await rename(newest, `${newest}.aside`);
    // Neither there nor gone: what a disk in trouble looks like also to the superuser.
    await symlink(newest, newest);
    await boot();
    await channels.end("s1");
    expect(errors).not.toEqual([]);
    expect(await readFile(index, "utf8")).toBe(before);
    await rm(newest);
    await rename(`${newest}.aside`, newest);
    await crash();
    await channels.end("s1");
    expect(sum(durationsOf(await textOf("/media/s1/replay.m3u8")))).toBeGreaterThan(10);
    expect(await readFile(index, "utf8")).toContain(before);
  });

  it("can be switched off", async () => {
    await boot({ quotaBytes: 0 });
    onAir().feed(50);
    expect(state()).toBe("off");
    await channels.end("s1");
    expect((await get("/media/s1/dvr.m3u8")).status).toBe(404);
    expect(await readdir(folder)).toEqual([]);
  });

  it("is deleted with everything it had, and what may not be watched does not exist", async () => {
    let kept = true;
    await boot({ isKept: async () => kept });
    onAir().feed(30);
    await channels.end("s1");
    expect((await get("/media/s1/replay.m3u8")).status).toBe(200);
    kept = false;
    expect((await get("/media/s1/replay.m3u8")).status).toBe(404);
    kept = true;
    expect(recordings.usedBytes()).toBeGreaterThan(100_000);
    await recordings.delete("s1");
    expect(await readdir(folder)).toEqual([]);
    expect(recordings.usedBytes()).toBe(0);
    expect((await get("/media/s1/replay.m3u8")).status).toBe(404);
  });
});

async function boot(settings: Settings = {}): Promise<void> {
  await shutDown();
  changes = [];
  errors = [];
  recordings = new Recordings({
    folder,
    freeSpace: async () => disk,
    onChange: (change) => changes.push(change),
    onError: ({ error }) => errors.push(error),
    ...settings,
  });
  channels = new Channels({ recordings });
  const handle = createMediaHandler(channels);
  site = await listen(createServer((request, response) => void handle(request, response)));
}

async function shutDown(): Promise<void> {
  channels?.close();
  site?.close();
  await recordings?.close();
}

/** Another process on the same folder: nothing of the old one's memory is left. */
async function crash(): Promise<void> {
  await boot();
}

/** The next write that begins so gets twenty bytes onto the disk, and then there is no room. */
async function failInTheMiddle(path: string, beginning: string): Promise<void> {
  const handle = await open(path);
  const files = Object.getPrototypeOf(handle);
  await handle.close();
  const whole = files.write;
  files.write = async function (this: FileHandle, bytes: Uint8Array, ...place: unknown[]) {
    if (!Buffer.from(bytes).toString("latin1").startsWith(beginning))
      return Reflect.apply(whole, this, [bytes, ...place]);
    files.write = whole;
    await Reflect.apply(whole, this, [bytes, 0, 20, null]);
    throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
  };
}

function onAir() {
  const channel = channels.open("s1");
  const take = startTake(channel);
  const source = createSource();
  const [segments, sequences, starts]: [Buffer[], number[], number[]] = [[], [], []];
  let n = 0;
  channel.listen({
    segment: ({ takeId, bytes, sequence, startedAt }) => {
      if (takeId !== take.takeId) return;
      segments.push(bytes);
      sequences.push(sequence);
      starts.push(startedAt);
    },
  });
  const answer = send(channel, take, n++, source.init);
  if (answer instanceof Refusal) throw answer;
  return {
    ...{ takeId: take.takeId, segments, sequences },
    startedAt: () => starts[0] ?? 0,
    feed: (count: number) => void send(channel, take, n++, source.take(count)),
  };
}

/** Waits until so many segments are on disk. */
async function written(count: number): Promise<void> {
  await expect.poll(() => channels.figures("s1")?.recorder.segments, soon).toBe(count);
  expect(errors).toEqual([]);
}

function state() {
  return channels.figures("s1")?.recorder.state;
}

function get(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(site.origin + path, { headers });
}

async function textOf(path: string): Promise<string> {
  const response = await get(path);
  expect(response.status, path).toBe(200);
  return response.text();
}

async function bytesOf(path: string): Promise<Buffer> {
  const response = await get(path);
  expect(response.status, path).toBe(200);
  return Buffer.from(await response.arrayBuffer());
}

function filesOf(playlist: string): string[] {
  return playlist.match(/^recorded\/\d+\.m4s$/gm) ?? [];
}

function durationsOf(playlist: string): number[] {
  return (playlist.match(/(?<=#EXTINF:)[\d.]+/g) ?? []).map(Number);
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
