import { globSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";

const root = resolve(import.meta.dirname, "../..");

test("a form that our script sends is a Form, which waits for the script; every other one is the browser's own, with an address", () => {
  const wrong = globSync("{app,components}/**/*.tsx", { cwd: root })
    .filter((file) => file !== join("components", "forms", "form.tsx"))
    .flatMap((file) =>
      (readFileSync(join(root, file), "utf8").match(/<form\b[\s\S]*?>/g) ?? []).map((tag) => [file, tag] as const),
    )
    .filter(([, tag]) => /\bonSubmit=/.test(tag) || !/\baction="\//.test(tag));
  expect(wrong).toEqual([]);
});
