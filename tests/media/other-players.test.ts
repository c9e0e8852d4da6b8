import { spawn } from "node:child_process";
import { chmod, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findProgram } from "#lib/boot/cluster/programs.ts";
import { until } from "#tests/sources/desk.ts";
import { hasFfmpeg } from "./ffmpeg.ts";
import { paceFilm } from "./pace-film.ts";
import { openWatchingSite, type WatchingSite } from "./watching-site.ts";

const vlc = findProgram(["cvlc"]);
const gstreamer = findProgram(["gst-launch-1.0"]);
const patient = { timeout: 40_000, interval: 200 };
let site: WatchingSite;
let folder: string;
let stop: (() => void) | undefined;

beforeAll(async () => {
  if (!hasFfmpeg || !(vlc || gstreamer)) return;
  folder = await mkdtemp(join(tmpdir(), "launchroom-players-"));
  await chmod(folder, 0o777);
  site = await openWatchingSite();
  stop = await paceFilm(site.channels.open("s1"), "shortFragments", 60);
  await until(() => (site.channels.figures("s1")?.segments ?? 0) > 7);
}, 120_000);

beforeEach(({ skip }) => skip(!hasFfmpeg, "ffmpeg is not installed"));

afterAll(async () => {
  stop?.();
  site?.close();
  if (folder) await rm(folder, { recursive: true, force: true });
});

describe("VLC", () => {
  beforeEach(({ skip }) => skip(!vlc, "VLC is not installed (Debian: apt install vlc-bin vlc-plugin-base)"));

  it.each(["native", "master", "thin"])("shows pictures of the live %s.m3u8", { timeout: 60_000 }, async (list) => {
    const args = [
      ...["-I", "dummy", "--no-audio", "--vout", "dummy", "--video-filter", "scene", "--scene-format", "png"],
      ...["--scene-path", folder, "--scene-prefix", `${list}-`, "--scene-ratio", list === "thin" ? "1" : "10"],
      `${site.origin}/media/s1/${list}.m3u8`,
    ];
    // It does not run as root.
    const unprivileged = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
    const child = spawn(vlc ?? "", args, { ...unprivileged, stdio: "ignore", env: { ...process.env, HOME: folder } });
    const pictures = async () => (await readdir(folder)).filter((name) => name.startsWith(`${list}-`)).length;
    try {
      await expect.poll(pictures, patient).toBeGreaterThanOrEqual(3);
    } finally {
      child.kill("SIGKILL");
    }
  });
});

describe("GStreamer", () => {
  beforeEach(({ skip }) => {
    skip(
      !gstreamer,
      "GStreamer is not installed (Debian: apt install gstreamer1.0-tools and its plugins good, bad, libav)",
    );
  });

  it.each(["native", "master", "audio"])("plays the live %s.m3u8", { timeout: 60_000 }, async (list) => {
    const sink = (name: string) => `fakesink name=${name} silent=false sync=true`;
    const sinks = [`video-sink=${sink("pictures")}`, `audio-sink=${sink("sound")}`];
    const child = spawn(gstreamer ?? "", ["-v", "playbin3", `uri=${site.origin}/media/s1/${list}.m3u8`, ...sinks]);
    const shown = { pictures: 0, sound: 0 };
    createInterface(child.stdout).on("line", (line) => {
      if (line.includes("pictures: last-message = chain")) shown.pictures += 1;
      if (line.includes("sound: last-message = chain")) shown.sound += 1;
    });
    try {
      // Two seconds of each: thirty pictures a second, packets of 1,024 samples.
      await expect.poll(() => shown.sound, patient).toBeGreaterThan(80);
      if (list !== "audio") await expect.poll(() => shown.pictures, patient).toBeGreaterThan(50);
    } finally {
      child.kill("SIGKILL");
    }
  });
});
