import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launchWithFakeCamera } from "./browser.ts";
import { listen } from "./listen.ts";

export const mimeTypes = {
  h264: "video/mp4;codecs=avc1.42E01F,opus",
  h264Inband: "video/mp4;codecs=avc3.42E01F,opus",
  vp9: "video/mp4;codecs=vp9,opus",
} as const;

/** What one recorder run handed over, piece by piece, as its page would upload it. */
export type Recording = { chunks: Buffer[]; whole: Buffer };

const folder = join(tmpdir(), "launchroom-test-recordings");
const seconds = 6;

/** A real recording by Chromium of its fake camera, made once per machine and kept in the temporary folder. */
export async function loadRecording(name: keyof typeof mimeTypes): Promise<Recording> {
  const file = join(folder, `${name}-${seconds}s.json`);
  const stored = await readFile(file, "utf8").catch(() => undefined);
  const encoded = stored ?? (await recordAndStore(name, file));
  const chunks = parseStrings(encoded).map((chunk) => Buffer.from(chunk, "base64"));
  return { chunks, whole: Buffer.concat(chunks) };
}

function parseStrings(text: string): string[] {
  const parsed: unknown = JSON.parse(text);
  if (!Array.isArray(parsed)) throw new Error("The stored recording is not a list.");
  return parsed.map(String);
}

async function recordAndStore(name: keyof typeof mimeTypes, file: string): Promise<string> {
  const encoded = JSON.stringify(await record(mimeTypes[name]));
  await mkdir(folder, { recursive: true });
  await writeFile(`${file}.${process.pid}`, encoded);
  await rename(`${file}.${process.pid}`, file);
  return encoded;
}

async function record(mimeType: string): Promise<string[]> {
  const site = await listen(
    createServer((_request, response) => response.setHeader("content-type", "text/html").end("<!doctype html>")),
  );
  const browser = await launchWithFakeCamera();
  try {
    const page = await browser.newPage();
    await page.goto(site.origin);
    return await page.evaluate(recordInPage, { mimeType, seconds });
  } finally {
    await browser.close();
    site.close();
  }
}

async function recordInPage({ mimeType, seconds }: { mimeType: string; seconds: number }): Promise<string[]> {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { width: 640, height: 360 }, audio: true });
  const settings = { mimeType, videoBitsPerSecond: 400_000, videoKeyFrameIntervalDuration: 1000 };
  const recorder = new MediaRecorder(stream, settings);
  const blobs: Blob[] = [];
  recorder.ondataavailable = ({ data }) => void (data.size > 0 && blobs.push(data));
  recorder.start(500);
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  const stopped = new Promise((resolve) => recorder.addEventListener("stop", resolve));
  recorder.stop();
  await stopped;
  return Promise.all(
    blobs.map(async (blob) => {
      const bytes = new Uint8Array(await blob.arrayBuffer());
      return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
    }),
  );
}
