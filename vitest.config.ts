import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

// An odd zone, off by a quarter of an hour, shows every place that mixes local time with UTC.
process.env.TZ = "Asia/Kathmandu";

/** Browsers and ffmpeg encode here: beside another file of tests they are late, and late is what these tests measure. */
const video = ["captions", "media", "recordings", "restreams", "sources"].map(
  (folder) => `tests/${folder}/**/*.test.ts`,
);

export default defineConfig({
  test: {
    globalSetup: "tests/support/global-setup.ts",
    setupFiles: "tests/support/setup.ts",
    testTimeout: 30_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 15_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: "shop",
          include: ["tests/**/*.test.ts"],
          exclude: ["tests/e2e/**", ...video],
          // Most of these wait for the database: two of them share even two cores well.
          maxWorkers: Math.max(2, availableParallelism() - 1),
          sequence: { groupOrder: 0 },
        },
      },
      { extends: true, test: { name: "video", include: video, maxWorkers: 1, sequence: { groupOrder: 1 } } },
    ],
  },
});
