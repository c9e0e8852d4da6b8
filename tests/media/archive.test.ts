import { mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Channels } from "#lib/media/channels.ts";
import { DiskStorage } from "#lib/media/recording/disk-storage.ts";
import { type RecordingChange, Recordings } from "#lib/media/recording/recordings.ts";
import { S3Storage } from "#lib/media/recording/s3-storage.ts";
import { NotStored, readWhole, type Storage } from "#lib/media/recording/storage.ts";
import { createMediaHandler } from "#lib/media/serve/http.ts";
import { type S3Counterpart, startS3Counterpart } from "#tests/support/s3-counterpart.ts";
import { listen } from "./listen.ts";
import { send, startTake } from "./started.ts";
import { createSource } from "./synthetic.ts";

const patient = { timeout: 15_000, interval: 20 };

let store: S3Counterpart;
let folder: string;
let cache: { folder: string; maxBytes: number };
let archive: Storage & { close: () => void };
let recordings: Recordings;
let channels: Channels;
let changes: RecordingChange[];
let errors: unknown[];
let site: Awaited<ReturnType<typeof listen>>;

beforeEach(async () => {
  store = await startS3Counterpart();
  process.env.AWS_ACCESS_KEY_ID = store.credentials.accessKeyId;
  process.env.AWS_SECRET_ACCESS_KEY = store.credentials.secretAccessKey;
  folder = await mkdtemp(join(tmpdir(), "launchroom-archive-"));
  cache = { folder: `${folder}-cache`, maxBytes: 50_000_000 };
  await boot();
});

afterEach(async () => {
  await shutDown();
  store.close();
  for (const each of [folder, cache.folder]) await rm(each, { recursive: true, force: true });
});

describe("an object store", () => {
  it("keeps, reads in part, lists page by page and deletes under signed requests", async () => {
    for (let n = 0; n < 250; n++) await archive.put(`s1/t/${String(n).padStart(3, "0")}.m4s`, Buffer.from(`file ${n}`));
    await archive.put("s2/index.ndjson", Buffer.from("other"));
    expect((await readWhole(archive, "s1/t/042.m4s")).toString()).toBe("file 42");
    expect((await readWhole(archive, "s1/t/042.m4s", { from: 5, to: 6 })).toString()).toBe("42");
    const listed = await archive.list("s1/");
    expect(listed).toHaveLength(250);
    expect(listed[7]).toEqual({ key: "s1/t/007.m4s", bytes: 6 });
    await expect(archive.read("s1/nothing")).rejects.toBeInstanceOf(NotStored);
    await archive.delete("s1/");
    expect([...store.objects.keys()]).toEqual(["recordings/s2/index.ndjson"]);
  });

  it("refuses whoever has the wrong secret", async () => {
    process.env.AWS_SECRET_ACCESS_KEY = "another secret";
    const stranger = new S3Storage({ bucket: store.bucket, region: "us-east-1", endpoint: store.endpoint });
    await expect(stranger.put("s1/x", Buffer.from("x"))).rejects.toThrow("SignatureDoesNotMatch");
    expect(store.objects.size).toBe(0);
    stranger.close();
  });
});

describe("a recording", () => {
  it("is copied while it is made, and at the end the copy is all there is, and plays", async () => {
    const show = onAir();
    show.feed(60);
    await expect.poll(() => filesInStore().length, patient).toBe(2);
    expect(await readdir(folder)).toEqual(["s1"]);
    await channels.end("s1");
    await expect.poll(() => changes.at(-1)?.archived, patient).toBe(true);
    await expect.poll(() => readdir(folder), patient).toEqual([]);
    expect(changes.at(-1)).toMatchObject({ segments: 12, filesToCopy: 0 });
    expect(Buffer.concat(await playAll()).equals(Buffer.concat(show.segments))).toBe(true);
    expect(errors).toEqual([]);
  });

  it("plays from memory of the process or not: after a restart it is read from the store", async () => {
    const show = onAir();
    show.feed(25);
    await channels.end("s1");
    await expect.poll(() => readdir(folder), patient).toEqual([]);
    await boot();
    expect(Buffer.concat(await playAll()).equals(Buffer.concat(show.segments))).toBe(true);
    const [first] = await filesOf();
    const part = await get(`/media/s1/${first}`, { range: "bytes=100-199" });
    expect(part.status).toBe(206);
    const whole = Buffer.concat(show.segments);
    expect(Buffer.from(await part.arrayBuffer()).equals(whole.subarray(100, 200))).toBe(true);
  });

  it("survives a store that fails for a while: nothing local goes before its copy is confirmed", async () => {
    store.failNext(6);
    const show = onAir();
    show.feed(30);
    await channels.end("s1");
    expect(Buffer.concat(await playAll()).equals(Buffer.concat(show.segments))).toBe(true);
    await expect.poll(() => changes.at(-1)?.archived, patient).toBe(true);
    await expect.poll(() => readdir(folder), patient).toEqual([]);
    expect(errors.length).toBeGreaterThan(0);
    expect(Buffer.concat(await playAll()).equals(Buffer.concat(show.segments))).toBe(true);
  }, 40_000);

  it("that a dead process left half copied is copied to its end by the next, without sending anything twice", async () => {
    const show = onAir();
    show.feed(45);
    await expect.poll(() => filesInStore().length, patient).toBe(2);
    await boot();
    await recordings.end("s1");
    recordings.archive("s1");
    await expect.poll(() => changes.at(-1)?.archived, patient).toBe(true);
    expect(Buffer.concat(await playAll()).equals(Buffer.concat(show.segments.slice(0, 8)))).toBe(true);
    const puts = store.calls
      .filter(({ method, key }) => method === "PUT" && key.endsWith(".m4s"))
      .map(({ key }) => key);
    expect(puts).toEqual([...new Set(puts)]);
  });

  it("watched by two hundred at once is read from the store once a piece, and again from the start on by nobody", async () => {
    const show = onAir();
    show.feed(60);
    await channels.end("s1");
    await expect.poll(() => readdir(folder), patient).toEqual([]);
    await boot();
    const from = store.calls.length;
    const watch = async (viewer: number) => {
      const files = await filesOf();
      const takeId = /takes\/([^/]+)/.exec(await textOf("/media/s1/replay.m3u8"))?.[1] ?? "";
      await (await get(`/media/s1/takes/${takeId}/init.mp4`)).arrayBuffer();
      const pieces = await Promise.all(
        files.map(async (file) => {
          const wish = viewer % 3 === 0 ? { range: "bytes=100-299" } : undefined;
          return Buffer.from(await (await get(`/media/s1/${file}`, wish)).arrayBuffer());
        }),
      );
      return { isPart: viewer % 3 === 0, bytes: Buffer.concat(pieces), files: files.length };
    };
    const watched = await Promise.all(Array.from({ length: 200 }, (_, viewer) => watch(viewer)));
    const whole = Buffer.concat(show.segments);
    for (const { isPart, bytes, files } of watched) {
      expect(isPart ? bytes.length : bytes.equals(whole)).toBe(isPart ? 200 * files : true);
    }
    const reads = store.calls.slice(from).filter(({ method }) => method === "GET");
    expect(reads.map(({ key }) => key).toSorted()).toEqual([...new Set(reads.map(({ key }) => key))].toSorted());
    await boot();
    expect((await watch(1)).bytes.equals(whole)).toBe(true);
    const again = store.calls.slice(from + reads.length).filter(({ key }) => !key.endsWith(".ndjson"));
    expect(again).toEqual([]);
    await recordings.delete("s1");
    expect(await readdir(cache.folder)).toEqual([]);
  });

  it("larger than what is kept plays all the same, and no more is kept", async () => {
    cache.maxBytes = 60_000;
    await boot();
    const show = onAir();
    show.feed(60);
    await channels.end("s1");
    await expect.poll(() => readdir(folder), patient).toEqual([]);
    for (let time = 0; time < 2; time++) {
      expect(Buffer.concat(await playAll()).equals(Buffer.concat(show.segments))).toBe(true);
    }
    const kept = async () => (await new DiskStorage(cache.folder).list("")).reduce((sum, { bytes }) => sum + bytes, 0);
    await expect.poll(kept, patient).toBeLessThanOrEqual(cache.maxBytes);
    expect(errors).toEqual([]);
  });

  it("is deleted from the store too", async () => {
    onAir().feed(25);
    await channels.end("s1");
    await expect.poll(() => readdir(folder), patient).toEqual([]);
    await recordings.delete("s1");
    expect([...store.objects.keys()]).toEqual([]);
    expect((await get("/media/s1/replay.m3u8")).status).toBe(404);
  });

  it("that cannot be read just now says so, and when to come again", async () => {
    onAir().feed(25);
    await channels.end("s1");
    await expect.poll(() => readdir(folder), patient).toEqual([]);
    const [first] = await filesOf();
    store.failNext(20);
    const response = await get(`/media/s1/${first}`);
    expect(response.status).toBe(503);
    expect(response.headers.get("retry-after")).toBe("2");
    store.failNext(0);
    expect((await get(`/media/s1/${first}`)).status).toBe(200);
  });
});

async function boot(): Promise<void> {
  await shutDown();
  changes = [];
  errors = [];
  archive = new S3Storage({ bucket: store.bucket, region: "us-east-1", endpoint: store.endpoint });
  const freeSpace = async () => ({ free: 50e9, total: 100e9 });
  recordings = new Recordings({
    ...{ folder, archive, cache, freeSpace },
    onChange: (change) => changes.push(change),
    onError: ({ error }) => errors.push(error),
  });
  channels = new Channels({ recordings });
  const handle = createMediaHandler(channels);
  site = await listen(createServer((request, response) => void handle(request, response)));
}

async function shutDown(): Promise<void> {
  channels?.close();
  site?.close();
  await recordings?.close();
  archive?.close();
}

function onAir() {
  const channel = channels.open("s1");
  const take = startTake(channel);
  const source = createSource();
  const segments: Buffer[] = [];
  let n = 0;
  channel.listen({ segment: ({ bytes }) => segments.push(bytes) });
  send(channel, take, n++, source.init);
  return { segments, feed: (count: number) => void send(channel, take, n++, source.take(count)) };
}

function filesInStore(): string[] {
  return [...store.objects.keys()].filter((key) => key.endsWith(".m4s"));
}

function get(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(site.origin + path, { headers });
}

async function textOf(path: string): Promise<string> {
  return (await get(path)).text();
}

async function filesOf(): Promise<string[]> {
  const response = await get("/media/s1/replay.m3u8");
  expect(response.status).toBe(200);
  return (await response.text()).match(/^recorded\/\d+\.m4s$/gm) ?? [];
}

async function playAll(): Promise<Buffer[]> {
  return Promise.all(
    (await filesOf()).map(async (file) => {
      const response = await get(`/media/s1/${file}`);
      expect(response.status).toBe(200);
      return Buffer.from(await response.arrayBuffer());
    }),
  );
}
