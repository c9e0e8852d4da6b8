import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium, type Page } from "@playwright/test";
import { chooseChromium } from "#tests/support/chromium.ts";

// node scripts/run.mjs scripts/demo-film.ts: draws the films that a fresh demo plays and writes them to prisma/seed/films. Needs ffmpeg.
const framesPerSecond = 25;
/** As many seconds as hold whole pictures and whole packets of AAC, so that an end goes on with the beginning to the sample. */
const seconds = 32;
const soundRate = 48_000;
const packetSamples = 1024;
const films = [
  { name: "launch", root: 110, quality: 27 },
  { name: "workshop", root: 98, quality: 29 },
];
const target = join(import.meta.dirname, "..", "prisma", "seed", "films");
const scene = pathToFileURL(join(import.meta.dirname, "demo-film", "scene.html")).href;

const { executablePath, args, env } = await chooseChromium();
const folder = mkdtempSync(join(tmpdir(), "launchroom-demo-film-"));
const browser = await chromium.launch({ executablePath, args: [...args, "--allow-file-access-from-files"], env });
try {
  for (const { name, root, quality } of films) {
    const sound = encodeSound(name, root);
    const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
    await page.goto(`${scene}?film=${name}`, { waitUntil: "networkidle" });
    const picture = join(folder, `${name}.mp4`);
    await encodePicture(page, picture, quality);
    await page.close();
    joinTracks(picture, sound, join(target, `${name}.mp4`));
  }
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}

async function encodePicture(page: Page, path: string, quality: number): Promise<void> {
  const input = ["-f", "image2pipe", "-c:v", "mjpeg", "-framerate", String(framesPerSecond), "-i", "-"];
  const keys = ["-g", "50", "-keyint_min", "50", "-sc_threshold", "0", "-bf", "0"];
  const look = ["-pix_fmt", "yuv420p", "-profile:v", "main", "-preset", "slow", "-crf", String(quality)];
  const ffmpeg = spawn("ffmpeg", ["-loglevel", "error", "-y", ...input, "-c:v", "libx264", ...look, ...keys, path], {
    stdio: ["pipe", "inherit", "inherit"],
  });
  const isDone = once(ffmpeg, "exit");
  for (let frame = 0; frame < seconds * framesPerSecond; frame += 1) {
    await page.evaluate(`draw(${frame / framesPerSecond})`);
    const picture = await page.screenshot({ type: "jpeg", quality: 95 });
    if (!ffmpeg.stdin.write(picture)) await once(ffmpeg.stdin, "drain");
  }
  ffmpeg.stdin.end();
  const [code] = await isDone;
  if (code !== 0) throw new Error(`ffmpeg ended with ${code}`);
}

/** Three rounds of the music, encoded as one: the middle one begins as it ends. */
function encodeSound(name: string, root: number): string {
  const round = musicOf(root);
  const raw = join(folder, `${name}.f32`);
  writeFileSync(raw, Buffer.concat([round, round, round]));
  const path = join(folder, `${name}.m4a`);
  const input = ["-f", "f32le", "-ar", String(soundRate), "-ac", "1", "-i", raw];
  execFileSync("ffmpeg", ["-loglevel", "error", "-y", ...input, "-c:a", "aac", "-b:a", "64k", path]);
  return path;
}

function joinTracks(picture: string, sound: string, path: string): void {
  const packets = (seconds * soundRate) / packetSamples;
  execFileSync("ffmpeg", [
    ...["-loglevel", "error", "-y", "-i", picture, "-ss", String(seconds), "-i", sound, "-map", "0:v", "-map", "1:a"],
    ...[
      "-c",
      "copy",
      "-frames:a",
      String(packets),
      "-use_editlist",
      "0",
      "-map_metadata",
      "-1",
      "-fflags",
      "+bitexact",
    ],
    ...["-movflags", "+empty_moov+default_base_moof+frag_keyframe", "-frag_duration", "400000", "-f", "mp4", path],
  ]);
}

/** Four quiet chords over the loop, a low swell as of water, and a few plucked notes. Every pitch fits the loop, so it has no seam. */
function musicOf(root: number): Buffer {
  const samples = new Float32Array(seconds * soundRate);
  const chords = [
    [0, 7, 12, 16],
    [-3, 4, 9, 12],
    [-5, 2, 7, 11],
    [-7, 0, 5, 9],
  ];
  const part = seconds / chords.length;
  for (const [at, chord] of chords.entries())
    for (const step of chord) addTone(samples, root * 2 ** (step / 12), (time) => swell(time, at * part, part) * 0.035);
  for (let note = 0; note < seconds; note += 1) {
    const chord = chords[Math.floor(note / part)] ?? [];
    const step = chord[(note * 3) % chord.length] ?? 0;
    addTone(samples, root * 2 * 2 ** (step / 12), (time) => pluck((time - note + seconds) % seconds) * 0.05);
  }
  return Buffer.from(samples.buffer);
}

function addTone(samples: Float32Array, wished: number, loudness: (time: number) => number): void {
  const pitch = Math.round(wished * seconds) / seconds;
  for (let at = 0; at < samples.length; at += 1) {
    const time = at / soundRate;
    const loud = loudness(time);
    if (loud > 0.00002)
      samples[at] =
        (samples[at] ?? 0) + loud * (Math.sin(2 * Math.PI * pitch * time) + 0.3 * Math.sin(4 * Math.PI * pitch * time));
  }
}

/** Comes and goes over a part of the loop and a little of its neighbours. */
function swell(time: number, from: number, length: number): number {
  const middle = from + length / 2;
  const away = Math.abs(((time - middle + seconds * 1.5) % seconds) - seconds / 2) / (length * 0.75);
  return away >= 1 ? 0 : Math.cos((away * Math.PI) / 2) ** 2;
}

function pluck(age: number): number {
  return age < 3 ? Math.min(1, age * 90) * Math.exp(-age * 2.4) : 0;
}
