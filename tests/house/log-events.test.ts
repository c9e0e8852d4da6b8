import { globSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";

const root = resolve(import.meta.dirname, "../..");

test("every event of the log stands in the operator's manual with what to do, and none that no code says", () => {
  const code = ["server.ts", ...globSync("lib/**/*.ts", { cwd: root })].map((file) =>
    readFileSync(join(root, file), "utf8"),
  );
  const said = code.flatMap((text) => [...text.matchAll(/\bevent: "(\w+)"/g)].map(([, name = ""]) => name));
  const manual = readFileSync(join(root, "docs/operations.md"), "utf8");
  const table = manual.slice(manual.indexOf("| events"), manual.indexOf("## Sizes"));
  const told = [...table.matchAll(/`([a-z]+(?:_[a-z]+)*)`/g)].map(([, name = ""]) => name);
  expect(said.length).toBeGreaterThan(40);
  expect([...new Set(told)].sort()).toEqual([...new Set(said)].sort());
});
