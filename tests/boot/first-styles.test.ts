import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { FirstStyles } from "#lib/boot/http/first-styles.ts";

const css = `@layer properties,theme;@property --tw-x{syntax:"*";inherits:false}@font-face{font-family:F;src:url(../media/f.woff2)}
/* .gone{a:b} */:root{--a:1}*,:before{box-sizing:border-box}@layer utilities{.flex{display:flex}.hidden,.md\\:flex{color:red}
.top-\\(--room-top\\,0px\\){top:var(--room-top,0px)}.\\[\\&_\\.x\\]\\:p-1 .x{padding:1px}.group:not(.unused):hover .seen{left:0}
.quote{content:"}{"}@media (min-width:48rem){.md\\:flex{display:flex}.md\\:gone{left:1px}}@media print{.gone{left:2px}}}
.\\32xl{width:2px}@keyframes spin{to{rotate:1turn}}`;

test("a page brings the rules it is drawn with, in their layers, and its whole sheet at its end", async () => {
  const styles = stylesOf({ "a.css": css });
  const html = `<html><head>${sheet("a.css")}<title>t</title></head><body><p class="md:flex top-(--room-top,0px)"></p><p class="group [&amp;_.x]:p-1 2xl quote"><b class="x"></b><b class="seen"></b></p></body></html>`;
  const written = await styles.write(html);
  const own = /<style>(.*)<\/style>/s.exec(written)?.[1] ?? "";
  expect(own.startsWith("@layer properties,theme;@property")).toBe(true);
  for (const kept of [
    "url(/_next/static/media/f.woff2)",
    ":root{--a:1}",
    "*,:before{box-sizing:border-box}",
    ".hidden,.md\\:flex{color:red}",
    ".top-\\(--room-top\\,0px\\){",
    ".\\[\\&_\\.x\\]\\:p-1 .x{",
    ".group:not(.unused):hover .seen{",
    '.quote{content:"}{"}',
    "@media (min-width:48rem){.md\\:flex{display:flex}}",
    ".\\32xl{width:2px}",
    "@keyframes spin{to{rotate:1turn}}",
  ])
    expect(own).toContain(kept);
  expect(own).not.toMatch(/gone|\.flex\{|@media print/);
  expect(written.endsWith(`${sheet("a.css")}</body></html>`)).toBe(true);
  expect(written.indexOf(sheet("a.css"))).toBe(written.lastIndexOf(sheet("a.css")));
});

test("a look of the shop's own still comes after the product's, and what cannot be read stays as it is", async () => {
  const styles = stylesOf({ "a.css": css });
  const look = '<link rel="stylesheet" href="/look/1.css" data-precedence="shop"/>';
  const both = await styles.write(`<head>${sheet("a.css")}${look}</head><body></body>`);
  expect(both).toMatch(/<style>.*<\/style><link rel="stylesheet" href="\/look\/1.css"/s);
  expect(both.endsWith(`${sheet("a.css")}${look}</body>`)).toBe(true);
  for (const strange of ["none.css", "../../secret.css"]) {
    const page = `<head>${sheet(strange)}</head><body class="flex"></body>`;
    expect(await styles.write(page)).toBe(page);
  }
});

function stylesOf(files: Record<string, string>): FirstStyles {
  const folder = mkdtempSync(join(tmpdir(), "styles-"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return new FirstStyles(folder);
}

function sheet(name: string): string {
  return `<link rel="stylesheet" href="/_next/static/chunks/${name}" data-precedence="next"/>`;
}
