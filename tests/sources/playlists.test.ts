import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasFfmpeg } from "#tests/media/ffmpeg.ts";
import { listen } from "#tests/media/listen.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { inAWhile, openDesk, until } from "./desk.ts";
import { watchShown } from "./shown.ts";

const run = promisify(execFile);
const pattern = ["-f", "lavfi", "-i", "testsrc2=s=320x180:r=25", "-f", "lavfi", "-i", "sine=f=440:r=48000", "-t", "12"];
const codecs = [
  "-c:v",
  "libx264",
  "-preset",
  "ultrafast",
  "-pix_fmt",
  "yuv420p",
  "-g",
  "25",
  "-b:v",
  "300k",
  "-c:a",
  "aac",
];
const seconds = 12;
/** A stream begins with so many pieces and gains one a second. */
const listed = 4;

let app: App;
let folder: string;
let origin: Awaited<ReturnType<typeof listen>>;
let ranges: string[] = [];

type Live = {
  /** What a piece is called while the list begins with the piece `first`. */
  name: (n: number, first: number) => string;
  sequence: (n: number) => number;
  head?: string;
  tail?: string;
  lineEnd?: string;
};
const began = new Map<string, number>();

/** A live list of the pieces `0..seconds`, four at a time, as a server would say it that counts in its own way. */
function liveList(path: string, { name, sequence, head = "", tail = "", lineEnd = "\n" }: Live): string {
  const start = began.get(path) ?? Date.now();
  began.set(path, start);
  const first = Math.min(seconds - listed, Math.floor((Date.now() - start) / 1000));
  const pieces = Array.from({ length: listed }, (_, index) => `#EXTINF:1,\n${name(first + index, first)}`);
  const text = `#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXT-X-MEDIA-SEQUENCE:${sequence(first)}\n${head}${pieces.join("\n")}\n${tail}`;
  return text.replaceAll("\n", lineEnd);
}

const ts = (n: number | string) => `ts/${n}.ts`;
const recount = (n: number) => (n < 4 ? 5000 + n : n - 4);
const count = (n: number) => n;
const map = '#EXT-X-MAP:URI="fmp4/init.mp4"\n';

/** Each is the same picture, said in another way. */
const playable: Record<string, Live & { takes?: number }> = {
  "counts from a large number": { name: ts, sequence: (n) => 5_000_000 + n },
  "begins anew": { name: (n, first) => ts(first < 4 ? n : `again-${n}`), sequence: recount, takes: 2 },
  "counts anew what it goes on with": { name: ts, sequence: recount },
  "never counts": { name: ts, sequence: () => 0 },
  "changes its tokens at every reading": { name: (n) => `${ts(n)}?token=${Date.now()}`, sequence: count },
  "has lines of Windows and a byte order mark": { name: ts, sequence: count, lineEnd: "\r\n" },
  "is compressed": { name: ts, sequence: count },
  "announces parts of the piece to come": {
    name: (n) => `fmp4/${n}.m4s`,
    sequence: count,
    head: `#EXT-X-VERSION:9\n#EXT-X-PART-INF:PART-TARGET=0.5\n${map}`,
    tail: '#EXT-X-PART:DURATION=0.5,URI="fmp4/part.m4s"\n',
  },
  "says a discontinuity of its own": {
    name: (n) => (n === 5 ? `#EXT-X-DISCONTINUITY\n${ts(n)}` : ts(n)),
    sequence: count,
    takes: 2,
  },
};

const refused: Record<string, { list: string; reason: string }> = {
  "is encrypted": {
    list: '#EXT-X-TARGETDURATION:2\n#EXT-X-KEY:METHOD=AES-128,URI="k"\n#EXTINF:2,\n1.ts\n',
    reason: "encrypted",
  },
  "has its sound apart": {
    list: '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="a",URI="s.m3u8"\n#EXT-X-STREAM-INF:BANDWIDTH=9,CODECS="avc1.42c01e,mp4a.40.2",AUDIO="a"\nv.m3u8\n',
    reason: "separate_sound",
  },
  "is HEVC alone": {
    list: '#EXT-X-STREAM-INF:BANDWIDTH=9,CODECS="hvc1.1.6.L93.B0,mp4a.40.2"\nv.m3u8\n',
    reason: "picture_codec",
  },
  "has its sound in AC-3": {
    list: '#EXT-X-STREAM-INF:BANDWIDTH=9,CODECS="avc1.42c01e,ac-3"\nv.m3u8\n',
    reason: "sound_codec",
  },
  "is a list of itself": {
    list: "#EXT-X-STREAM-INF:BANDWIDTH=9\nis%20a%20list%20of%20itself.m3u8\n",
    reason: "not_hls",
  },
};

beforeAll(async () => {
  app = await startApp({ ALLOW_PRIVATE_ADDRESSES: "true" });
  folder = mkdtempSync(join(tmpdir(), "launchroom-playlists-"));
  if (hasFfmpeg) await makePieces();
  origin = await listen(createServer((request, response) => void answer(request, response)));
}, 60_000);

afterAll(async () => {
  await app.stop();
  origin.close();
  rmSync(folder, { recursive: true });
});

async function makePieces(): Promise<void> {
  const hls = ["-f", "hls", "-hls_time", "1", "-hls_list_size", "0"];
  const kinds = {
    ts: ["-hls_segment_filename", "ts/%d.ts", "ts.m3u8"],
    fmp4: [
      "-hls_segment_type",
      "fmp4",
      "-hls_fmp4_init_filename",
      "init.mp4",
      "-hls_segment_filename",
      "fmp4/%d.m4s",
      "fmp4.m3u8",
    ],
    single: ["-hls_segment_type", "fmp4", "-hls_flags", "single_file", "single.m3u8"],
  };
  await run("mkdir", ["ts", "fmp4"], { cwd: folder });
  for (const how of Object.values(kinds))
    await run("ffmpeg", ["-v", "error", "-y", ...pattern, ...codecs, ...hls, ...how], { cwd: folder });
  const inits = readdirSync(folder).filter((name) => name === "init.mp4");
  if (inits.length > 0) await run("mv", ["init.mp4", "fmp4/init.mp4"], { cwd: folder });
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = decodeURIComponent((request.url ?? "").split("?")[0] ?? "");
  const name = basename(path, ".m3u8");
  const live = playable[name];
  const no = refused[name];
  if (no) return void response.end(`#EXTM3U\n${no.list}`);
  if (name === "stops") return void response.end(stopped());
  if (live && name === "is compressed") {
    response.writeHead(200, { "content-encoding": "gzip" });
    return void response.end(gzipSync(liveList(name, live)));
  }
  if (live) return void response.end(`${live.lineEnd ? "\uFEFF" : ""}${liveList(name, live)}`);
  const bytes = await readFile(join(folder, path.replace("again-", ""))).catch(() => undefined);
  const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "");
  if (!range || !bytes) return void response.writeHead(bytes ? 200 : 404).end(bytes);
  ranges.push(request.headers.range ?? "");
  response.writeHead(206).end(bytes.subarray(Number(range[1]), Number(range[2]) + 1));
}

function stopped(): string {
  return liveList("stops", { name: (n) => ts(Math.min(n, 3)), sequence: () => 0 }).replace(
    /(#EXTINF:1,\nts\/3.ts\n)+$/,
    "$1",
  );
}

async function connect(name: string) {
  const desk = await openDesk(app);
  const shown = watchShown(app, desk.showId);
  const path = encodeURIComponent(name);
  const connected = await desk.call("PUT", "/sources/hls", {
    address: ` ${origin.origin.replace("http:", "HTTP:")}/${path}.m3u8?a=1 `,
  });
  return { desk, shown, connected };
}

describe.skipIf(!hasFfmpeg)("an external playlist that", () => {
  const shownOf = new Map<string, { seconds: number; takes: number; complaints: string[] }>();

  beforeAll(async () => {
    await Promise.all(
      Object.entries(playable).map(async ([name, { takes = 1 }]) => {
        const { desk, shown, connected } = await connect(name);
        expect(connected.status, name).toBe(200);
        expect((await desk.call("POST", "/sources/air", { kind: "hls" })).status).toBe(200);
        await until(() => shown.seconds() > 7 && shown.takes.length >= takes);
        shown.stop();
        const decoded = await shown.decode();
        const complaints = decoded.map(({ complaint }) => complaint).filter(Boolean);
        shownOf.set(name, { seconds: shown.seconds(), takes: shown.takes.length, complaints });
      }),
    );
  }, 240_000);

  it.each(Object.entries(playable))("%s is shown on and on", (name, { takes = 1 }) => {
    expect(shownOf.get(name)).toMatchObject({ takes, complaints: [] });
  });

  it("has all its pieces in one file is read range by range", async () => {
    ranges = [];
    const { desk, shown } = await connect("single");
    await desk.call("POST", "/sources/air", { kind: "hls" });
    await expect.poll(() => shown.seconds() > 3, inAWhile).toBe(true);
    expect(new Set(ranges).size).toBeGreaterThan(3);
  });

  it("gains no piece any more is said to be silent, and its show interrupted", async () => {
    const { desk } = await connect("stops");
    await desk.call("POST", "/sources/air", { kind: "hls" });
    await expect.poll(() => desk.source("hls"), inAWhile).toMatchObject({ trouble: "silent" });
    await expect.poll(() => desk.status(), inAWhile).toBe("interrupted");
  });

  it.each(Object.entries(refused))("%s is refused for that reason", async (name, { reason }) => {
    const { connected } = await connect(name);
    expect(connected.body).toMatchObject({ status: 422, code: "hls_unusable", reason });
  });
});

describe("an address as people type it", () => {
  it.each([
    ["rtmp://live.example.com/app/key", "rtmp_address"],
    ["127.0.0.1:9/live.m3u8", "address_unreachable"],
  ])("%s is understood, or refused for what it is", async (address, reason) => {
    const desk = await openDesk(app);
    const answer = await desk.call("PUT", "/sources/hls", { address });
    if (hasFfmpeg) expect(answer.body).toMatchObject({ code: "hls_unusable", reason });
  });
});
