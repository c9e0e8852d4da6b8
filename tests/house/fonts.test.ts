import { readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";

const folder = resolve(import.meta.dirname, "../../app/fonts");
const fonts = readdirSync(folder).filter((file) => file.endsWith(".woff2"));

test("the fonts that every page loads weigh little enough for a slow line, and their licence lies beside them", () => {
  expect(fonts.sort()).toEqual(["geist-mono.woff2", "geist-sans.woff2"]);
  for (const font of fonts) expect(statSync(join(folder, font)).size, font).toBeLessThan(30_000);
  expect(readdirSync(folder)).toContain("OFL.txt");
});
