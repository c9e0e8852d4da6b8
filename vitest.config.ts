import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

// An odd zone, off by a quarter of an hour, shows every place that mixes local time with UTC.
process.env.TZ = "Asia/Kathmandu";

const testsIn = (...folders: string[]) => folders.map((folder) => `tests/${folder}/**/*.test.ts`);

/** Browsers and ffmpeg encode here: beside another file of tests they are late, and late is what these tests measure. */
const video = testsIn("captions", "media", "recordings", "restreams", "sources");
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
    projects: [
      { extends: true, test: { name: "selling", include: selling, ...shared, sequence: { groupOrder: 0 } } },
      {
        extends: true,
        test: {
          name: "shop",
          include: ["tests/**/*.test.ts"],
          exclude: ["tests/e2e/**", ...selling, ...video],
          ...shared,
          sequence: { groupOrder: 1 },
        },
      },
      { extends: true, test: { name: "video", include: video, maxWorkers: 1, sequence: { groupOrder: 2 } } },
    ],
  },
});
