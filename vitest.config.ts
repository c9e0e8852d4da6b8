import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

// An odd zone, off by a quarter of an hour, shows every place that mixes local time with UTC.
process.env.TZ = "Asia/Kathmandu";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    exclude: ["tests/e2e/**"],
    globalSetup: "tests/support/global-setup.ts",
    setupFiles: "tests/support/setup.ts",
    // Most tests wait for the database: two of them share even two cores well.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 30_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 15_000 } },
  },
});
