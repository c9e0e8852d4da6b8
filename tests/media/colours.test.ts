import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { Channels } from "#lib/media/channels.ts";
import { createMediaHandler } from "#lib/media/serve/http.ts";
import { launchWithFakeCamera } from "./browser.ts";
import { hasFfmpeg } from "./ffmpeg.ts";
import { listen } from "./listen.ts";
import { sendPage, sendSource } from "./serve-sources.ts";

type Rgb = [number, number, number];

const run = promisify(execFile);
/** A car's red, skin, a leaf, a sky, and greys. */
const card: Rgb[] = [
  [200, 20, 30],
  [224, 172, 140],
  [60, 140, 60],
  [40, 90, 200],
  [240, 200, 40],
  [30, 30, 30],
  [128, 128, 128],
  [230, 230, 230],
];
const size = { width: 640, height: 360 };

/** Two cameras that see the same card: eight fields beside one another, with a dot that moves. */
const hostPage = `<script type="module">
  import { Studio } from "/components/media/broadcast/studio.ts";
  const card = ${JSON.stringify(card)};
  function openCard() {
    const canvas = Object.assign(document.createElement("canvas"), ${JSON.stringify(size)});
    const brush = canvas.getContext("2d");
    setInterval(() => {
      card.forEach((rgb, n) => { brush.fillStyle = "rgb(" + rgb + ")"; brush.fillRect(n * 80, 0, 80, 360); });
      brush.fillStyle = "white";
      brush.fillRect(performance.now() / 10 % 640, 350, 6, 6);
    }, 50);
    return canvas.captureStream(20).getTracks()[0];
  }
  const picture = (deviceId) => ({ kind: "camera", deviceId, label: deviceId, track: openCard() });
  const ready = new Promise((resolve) => {
    globalThis.studio = new Studio({ onReady: resolve, onSound: () => {}, onStatus: (told) => { globalThis.onAir = told; } });
  });
  studio.setOutput(${JSON.stringify(size)});
  studio.setSources({ face: picture("one"), product: picture("two"), sounds: [] });
  await ready;
  studio.start({ showId: "s1", origin: location.origin, sender: "sender-of-test", device: "Test", takeOver: false });
</script>`;

it.skipIf(!hasFfmpeg)(
  "the colours of a product are the same in every layout and at every size, within a difference nobody sees",
  { timeout: 120_000 },
  async () => {
    const folder = await mkdtemp(join(tmpdir(), "launchroom-colours-"));
    const channels = new Channels();
    const site = await listen(createServer((request, response) => void answer(channels, request, response)));
    const browser = await launchWithFakeCamera();
    try {
      const page = await browser.newPage();
      await page.goto(`${site.origin}/host`);
      const looks = [
        "studio.setLayout('face', false)",
        "studio.setLayout('product', false)",
        "studio.setLayout('corner', false)",
        "studio.setOutput({ width: 480, height: 270 })",
      ];
      for (const look of looks) {
        await page.evaluate(look);
        const from = segmentsOf(channels) + 3;
        await expect.poll(() => segmentsOf(channels), { timeout: 60_000 }).toBeGreaterThan(from);
        const seen = await readCard(channels, folder);
        // The small picture of the corner lies over the fields on the right.
        const worst = Math.max(...seen.slice(0, 5).map((rgb, n) => differenceOf(rgb, card[n] ?? [0, 0, 0])));
        expect(worst, `${look}: ${JSON.stringify(seen)}`).toBeLessThan(3);
      }
    } finally {
      await browser.close();
      channels.close();
      site.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
);

async function answer(channels: Channels, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (createMediaHandler(channels)(request, response)) return;
  if (request.url === "/host") return sendPage(response, hostPage);
  if (request.url !== "/api/shows/s1/takes") return sendSource(request, response);
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify(channels.open("s1").startTake({})));
}

function segmentsOf(channels: Channels): number {
  return channels.figures("s1")?.segments ?? 0;
}

/** The fields of the newest picture, along its upper edge. */
async function readCard(channels: Channels, folder: string): Promise<Rgb[]> {
  const channel = channels.find("s1");
  const sequences = [...(channel?.playlists.live()?.toString() ?? "").matchAll(/segments\/(\d+)/g)];
  const segment = channel?.segment(Number(sequences.at(-1)?.[1]));
  if (!channel || !segment) throw new Error("There is no segment.");
  const file = join(folder, "newest.mp4");
  await writeFile(file, Buffer.concat([channel.init(segment.takeId)?.bytes ?? Buffer.alloc(0), segment.bytes]));
  const scaled = ["-vf", "crop=iw:ih/4:0:0,scale=640:90:flags=area+accurate_rnd+full_chroma_int", "-frames:v", "1"];
  const probed = await run("ffprobe", ["-v", "error", "-show_entries", "stream=color_space", "-of", "csv=p=0", file]);
  // What is not said is guessed by the size, and differently by each player.
  expect(probed.stdout).toMatch(/^(smpte170m|bt470bg|bt709)\s/);
  const { stdout } = await run(
    "ffmpeg",
    ["-v", "error", "-i", file, ...scaled, "-f", "rawvideo", "-pix_fmt", "rgb24", "-"],
    {
      encoding: "buffer",
    },
  );
  return card.map((_, n) => meanOf(stdout, n));
}

function meanOf(pixels: Buffer, field: number): Rgb {
  const sum: Rgb = [0, 0, 0];
  let count = 0;
  for (let y = 20; y < 70; y++) {
    for (let x = field * 80 + 20; x < field * 80 + 60; x++) {
      for (const channel of [0, 1, 2] as const) sum[channel] += pixels[(y * 640 + x) * 3 + channel] ?? 0;
      count += 1;
    }
  }
  return [sum[0] / count, sum[1] / count, sum[2] / count];
}

/** CIE 1976, with D65. */
function differenceOf(one: Rgb, other: Rgb): number {
  const [a, b] = [labOf(one), labOf(other)];
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

function labOf(rgb: Rgb): Rgb {
  const [r, g, b] = rgb.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  const [red = 0, green = 0, blue = 0] = [r, g, b];
  const curve = (t: number) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const x = curve((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505);
  const y = curve(0.2126 * red + 0.7152 * green + 0.0722 * blue);
  const z = curve((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}
