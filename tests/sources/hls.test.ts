import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { isPublicAddress } from "#lib/network/public-address.ts";
import { hasFfmpeg } from "#tests/media/ffmpeg.ts";
import { listen } from "#tests/media/listen.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { inAWhile, openDesk } from "./desk.ts";
import { stopProcess } from "./encoder.ts";

const pattern = [
  "-re",
  "-f",
  "lavfi",
  "-i",
  "testsrc2=s=320x180:r=25",
  "-re",
  "-f",
  "lavfi",
  "-i",
  "sine=f=440:r=48000",
];
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
  "400k",
  "-c:a",
  "aac",
];
const master = `#EXTM3U
#EXT-X-STREAM-INF:BANDWIDTH=900000,CODECS="hvc1.1.6.L93.B0,mp4a.40.2"
wrong.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=500000,CODECS="avc1.42c01e,mp4a.40.2",RESOLUTION=320x180
live.m3u8
`;
const encrypted = '#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXT-X-KEY:METHOD=AES-128,URI="key"\n#EXTINF:2,\n1.ts\n';

let app: App;
let folder: string;
let origin: Awaited<ReturnType<typeof listen>>;
let maker: ChildProcess | undefined;
/** While true every request is answered with an error. */
let isDown = false;

beforeAll(async () => {
  app = await startApp({ ALLOW_PRIVATE_ADDRESSES: "true" });
  folder = mkdtempSync(join(tmpdir(), "launchroom-hls-"));
  origin = await listen(
    createServer(async (request, response) => {
      const { url = "" } = request;
      const name = basename(url);
      if (name === "moved.m3u8") return response.writeHead(302, { location: url.replace("moved", "master") }).end();
      if (name === "loop.m3u8") return response.writeHead(302, { location: "/loop.m3u8" }).end();
      if (name === "master.m3u8") return response.end(master);
      if (name === "encrypted.m3u8") return response.end(encrypted);
      if (name === "page.m3u8") return response.end("<!doctype html>");
      if (name === "huge.m3u8") return response.end(Buffer.alloc(4 * 1024 * 1024, 35));
      const bytes = isDown ? undefined : await readFile(join(folder, url)).catch(() => undefined);
      response.writeHead(bytes ? 200 : 404).end(bytes);
    }),
  );
});

afterEach(async () => {
  isDown = false;
  if (maker) await stopProcess(maker);
});

afterAll(async () => {
  await app.stop();
  origin.close();
  rmSync(folder, { recursive: true });
});

/** A live stream of another service, its pieces two seconds long. */
function makeStream(kind: "fmp4" | "mpegts"): void {
  const hls = ["-f", "hls", "-hls_time", "1", "-hls_list_size", "6", "-hls_segment_type", kind];
  mkdirSync(join(folder, kind));
  maker = spawn("ffmpeg", ["-v", "error", "-y", ...pattern, ...codecs, ...hls, "live.m3u8"], {
    cwd: join(folder, kind),
    stdio: "ignore",
  });
}

describe.skipIf(!hasFfmpeg)("an external HLS stream", () => {
  it.each(["mpegts", "fmp4"] as const)(
    "of %s waits for the air, and is the live picture then",
    async (kind) => {
      const desk = await openDesk(app);
      makeStream(kind);
      await expect
        .poll(() => readFile(join(folder, kind, "live.m3u8"), "utf8").catch(() => ""), inAWhile)
        .toContain("EXTINF");
      const connected = await desk.call("PUT", "/sources/hls", { address: `${origin.origin}/${kind}/moved.m3u8` });
      expect(connected.text).toContain('"kind":"hls"');
      await expect.poll(() => desk.source("hls"), inAWhile).toMatchObject({ state: "ready" });
      expect(desk.takes()).toBe(0);
      expect((await desk.call("POST", "/sources/air", { kind: "hls" })).status).toBe(200);
      await expect.poll(() => desk.status(), inAWhile).toBe("live");
      expect(await desk.source("hls")).toMatchObject({ state: "on_air", trouble: null, width: 320 });

      isDown = true;
      await expect.poll(() => desk.stateOf("hls"), inAWhile).toBe("over");
      expect(await desk.source("hls")).toMatchObject({ trouble: "address_unreachable" });
      expect(desk.status()).toBe("interrupted");
    },
    60_000,
  );

  it("is refused with its reason when it cannot be shown", async () => {
    const desk = await openDesk(app);
    const reasons = {
      encrypted: "encrypted",
      page: "not_hls",
      huge: "not_hls",
      gone: "address_unreachable",
      loop: "address_unreachable",
    };
    for (const [name, reason] of Object.entries(reasons)) {
      const answer = await desk.call("PUT", "/sources/hls", { address: `${origin.origin}/${name}.m3u8` });
      expect(answer.body, name).toMatchObject({ status: 422, code: "hls_unusable", reason });
    }
    expect(await desk.source("hls")).toBeUndefined();
  });

  it("may not lead into a private network, nor go without TLS or with a password", async () => {
    const strict = await startApp();
    const desk = await openDesk(strict);
    const reasons = {
      "https://127.0.0.1/a.m3u8": "address_private",
      "https://localhost/a.m3u8": "address_private",
      "https://10.0.0.8/a.m3u8": "address_private",
      "https://169.254.169.254/latest/meta-data": "address_private",
      "https://[::ffff:127.0.0.1]/a.m3u8": "address_private",
      "https://2130706433/a.m3u8": "address_private",
      "http://example.com/a.m3u8": "address_insecure",
      "https://user:secret@example.com/a.m3u8": "address_insecure",
    };
    for (const [address, reason] of Object.entries(reasons)) {
      const answer = await desk.call("PUT", "/sources/hls", { address });
      expect(answer.body, address).toMatchObject({ code: "hls_unusable", reason });
    }
    await strict.stop();
  });
});

describe("an address", () => {
  it.each(["1.1.1.1", "93.184.216.34", "2606:4700::1111"])("%s is public", (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    ...["0.0.0.0", "10.0.0.1", "100.64.0.1", "127.0.0.1", "169.254.169.254", "172.16.0.1", "192.168.1.1", "224.0.0.1"],
    ...["255.255.255.255", "::", "::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "fc00::1", "fe80::1", "fd00:ec2::254"],
    ...["2002:7f00:1::", "not an address"],
  ])("%s is not", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});
