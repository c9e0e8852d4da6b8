import { spawnSync } from "node:child_process";

// Everything but the browser tests, in the order in which it fails fastest. The same here and anywhere.
//   npm run check               all of it
//   npm run check -- --static   what needs no database
const isStatic = process.argv.includes("--static");
const checks = [
  ["format, lint", ["node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings"]],
  ["types", ["node_modules/typescript/bin/tsc", "--noEmit"]],
  [
    "import rules",
    [
      "node_modules/dependency-cruiser/bin/dependency-cruiser.mjs",
      "app",
      "components",
      "lib",
      "server.ts",
      "--output-type",
      "err",
    ],
  ],
  ["dead code", ["node_modules/knip/bin/knip.js", "--no-progress"]],
  ["tests", ["node_modules/vitest/vitest.mjs", "run", "--reporter=dot"]],
] as const;

const failed: string[] = [];
for (const [name, args] of isStatic ? checks.filter(([name]) => name !== "tests") : checks) {
  const started = Date.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  console.log(
    `  ${status === 0 ? "✓" : "✗"} ${name.padEnd(13)} ${((Date.now() - started) / 1000).toFixed(1).padStart(5)} s`,
  );
  if (status === 0) continue;
  console.log(`\n${stdout}${stderr}`);
  failed.push(name);
}
if (failed.length > 0) console.error(`Not in order: ${failed.join(", ")}.`);
process.exitCode = failed.length > 0 ? 1 : 0;
