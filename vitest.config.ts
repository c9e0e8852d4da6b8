import { availableParallelism } from "node:os";
import { join } from "node:path";
import { defineConfig } from "vitest/config";
import { SlowFirst } from "./tests/support/slow-first.ts";

// An odd zone, off by a quarter of an hour, shows every place that mixes local time with UTC.
process.env.TZ = "Asia/Kathmandu";
// Every process that a test starts reads two thousand modules: what the first one compiled is there for the others.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, "node_modules/.cache/launchroom-compiled");

const testsIn = (...folders: string[]) => folders.map((folder) => `tests/${folder}/**/*.test.ts`);

/** Browsers record, send and play here, or megabytes a second: beside another file they are late, and late is what these tests measure. */
const video = [
  "captions/playback",
  "media/{channel,coming-back,damage,ends-in-words,fast-tier,firefox,on-air,packager,playback,recorder,renditions,upload,watch}",
].map((name) => `tests/${name}.test.ts`);
/** ffmpeg and encoders play their part here at the pace of time, which leaves a processor free more often than not. */
const feeds = testsIn("captions", "media", "recordings", "restreams", "sources");
const selling = testsIn("access-codes", "balances", "drops", "engine", "orders", "payments", "preorders", "queue");

/**
 * Two files at a time share even two cores well, since most wait for the database. What a worker has imported stays for its next
 * file, which is a third of the time; so a file leaves no global changed, and a worker's files are few enough for its memory.
 */
const shared = { maxWorkers: Math.max(2, availableParallelism() - 1), isolate: false };

export default defineConfig({
  test: {
    globalSetup: "tests/support/global-setup.ts",
    setupFiles: "tests/support/setup.ts",
    testTimeout: 30_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 15_000 } },
    // Whatever a test put in place of the real thing goes with it.
    restoreMocks: true,
    unstubGlobals: true,
    sequence: { sequencer: SlowFirst },
    projects: [
      { extends: true, test: { name: "selling", include: selling, ...shared, sequence: { groupOrder: 0 } } },
      {
        extends: true,
        test: {
          name: "shop",
          include: ["tests/**/*.test.ts"],
          exclude: ["tests/e2e/**", ...selling, ...feeds],
          ...shared,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: { name: "feeds", include: feeds, exclude: video, ...shared, sequence: { groupOrder: 2 } },
      },
      { extends: true, test: { name: "video", include: video, maxWorkers: 1, sequence: { groupOrder: 3 } } },
    ],
  },
});
