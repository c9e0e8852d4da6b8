import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig } from "@playwright/test";
import { chooseTestBrowser } from "./tests/support/chromium.ts";
import { findFreePort } from "./tests/support/free-port.ts";

// Workers read this file again: what was chosen first is handed down through the environment.
process.env.E2E_PORT ??= String(await findFreePort());
process.env.E2E_RTMP_PORT ??= String(await findFreePort());
process.env.E2E_DATA_DIR ??= mkdtempSync(join(tmpdir(), "launchroom-e2e-"));
const url = `http://localhost:${process.env.E2E_PORT}`;
// At the camera's usual twenty pictures a second the host alone takes one of two cores, and viewers stand still for want of the other.
const { executablePath, args, env } = await chooseTestBrowser({ framesPerSecond: 12 });

/** These send, encode and play video, which two cores do for one test at a time. */
const video = [
  "air",
  "captions",
  "device",
  "fast-tier",
  "first-taps",
  "golden",
  "newcomer",
  "phone-room",
  "player",
  "questions",
  "sources",
].map((name) => `**/${name}.spec.ts`);

export default defineConfig({
  testDir: "tests/e2e",
  globalTeardown: "./tests/support/e2e-teardown.ts",
  projects: [
    // A run empties its folder first, and the two projects run beside each other.
    { name: "pages", testIgnore: video, outputDir: "test-results/pages" },
    { name: "video", testMatch: video, outputDir: "test-results/video" },
  ],
  // Two cores encode, serve and play video here: what fails once may have missed a moment, what fails twice is broken.
  retries: 1,
  timeout: 240_000,
  expect: { timeout: 30_000 },
  use: {
    baseURL: url,
    locale: "en-GB",
    timezoneId: "Asia/Kathmandu",
    actionTimeout: 40_000,
    trace: "off",
    contextOptions: { reducedMotion: "reduce" },
    launchOptions: { executablePath, args, env },
  },
  webServer: {
    command: "node scripts/start.mjs",
    url: `${url}/ready`,
    timeout: 300_000,
    stdout: "pipe",
    gracefulShutdown: { signal: "SIGTERM", timeout: 20_000 },
    env: {
      PORT: process.env.E2E_PORT,
      RTMP_PORT: process.env.E2E_RTMP_PORT,
      DATA_DIR: process.env.E2E_DATA_DIR,
      PUBLIC_URL: url,
      ALLOW_PRIVATE_ADDRESSES: "true",
      // Most tests put a show of their own on air; newcomer.spec.ts starts a demo that moves.
      DEMO: "still",
      LOG_LEVEL: "warn",
      METRICS_TOKEN: "counts-of-the-browser-tests",
    },
  },
});
