import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import subset from "subset-font";

// npm run fonts: cuts the two fonts to what European languages need and the weights that the pages use. The whole ones weigh
// 141 kB, which on a slow line is most of a second before anything can be pressed. Other scripts come from the reader's system.
const root = join(import.meta.dirname, "..");
const whole = join(root, "node_modules/geist/dist/fonts");
const target = join(root, "app/fonts");
const files = { "geist-sans": "geist-sans/Geist-Variable.woff2", "geist-mono": "geist-mono/GeistMono-Variable.woff2" };

/** First and last code point: Basic Latin, Latin-1 and Extended-A, then marks, currencies, arrows and signs. */
const ranges = [
  [0x20, 0x7e],
  [0xa0, 0x17f],
  [0x2010, 0x2027],
  [0x2030, 0x203a],
  [0x20a0, 0x20c0],
  [0x2116, 0x2122],
  [0x2190, 0x2199],
  [0x2212, 0x2265],
  [0x2713, 0x2717],
];
const weights = { min: 400, max: 600, default: 400 };

const text = ranges
  .flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, at) => String.fromCodePoint(first + at)))
  .join("");

await mkdir(target, { recursive: true });
for (const [name, file] of Object.entries(files)) {
  const font = await readFile(join(whole, file));
  const cut = await subset(font, text, { targetFormat: "woff2", variationAxes: { wght: weights } });
  await writeFile(join(target, `${name}.woff2`), cut);
  console.log(`${name.padEnd(12)} ${font.length} → ${cut.length} bytes`);
}
