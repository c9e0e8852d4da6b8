import { existsSync, globSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";

const root = resolve(import.meta.dirname, "../..");
const rooms = "app|bench|components|deploy|docs|lib|prisma|public|scripts|tests";
/** A path as documents write it: up to a blank, a sign or what stands for a name (`<noun>`, `*`). */
const path = new RegExp(`(?<![\\w/.<-])(?:${rooms})/[\\w./-]*\\w(?![\\w/<*{-])`, "g");

test("every path that README and the documents name is there", () => {
  // Decisions say what was true when they were made.
  const documents = ["README.md", ...globSync("docs/*.md", { cwd: root })];
  const missing = documents.flatMap((document) => {
    const named = readFileSync(join(root, document), "utf8").match(path) ?? [];
    // A decision is called by its number.
    const whole = named.filter((each) => !/^docs\/decisions\/\d+$/.test(each));
    return whole.filter((each) => !existsSync(join(root, each))).map((each) => `${document}: ${each}`);
  });
  expect(missing).toEqual([]);
});
