import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
/** Names that belong to Node, to tools or to tests, not to whoever runs a shop. */
const notOurs = /^(NODE_ENV|PATH|HOME|CI|TZ|NEXT_\w+|PRISMA_\w+|AWS_\w+|npm_\w+)$/;

test("every setting that the code reads stands in .env.example, and nothing else does", async () => {
  const example = await readFile(join(root, ".env.example"), "utf8");
  const documented = [...example.matchAll(/^#?([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name);
  expect([...new Set(await settingsRead())].toSorted()).toEqual([...new Set(documented)].toSorted());
});

/** The fields of the schema in lib/env.ts, and whatever is read from process.env elsewhere. */
async function settingsRead(): Promise<string[]> {
  const schema = await readFile(join(root, "lib/env.ts"), "utf8");
  const fields = [...schema.matchAll(/^ {4}([A-Z][A-Z0-9_]+):/gm)].map(([, name]) => name ?? "");
  const elsewhere = await Promise.all((await sources()).map((file) => readFile(file, "utf8")));
  const direct = elsewhere.flatMap((text) => [...text.matchAll(/process\.env\.([A-Z][A-Z0-9_]+)/g)]);
  return [...fields, ...direct.map(([, name]) => name ?? "")].filter((name) => !notOurs.test(name));
}

async function sources(): Promise<string[]> {
  const folders = await Promise.all(
    ["lib", "app"].map(async (folder) => readdir(join(root, folder), { recursive: true, withFileTypes: true })),
  );
  const files = folders.flat().filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name));
  return [join(root, "server.ts"), ...files.map(({ parentPath, name }) => join(parentPath, name))];
}
