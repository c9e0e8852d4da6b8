import { readFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { imageFolder } from "#lib/images/send-image.ts";
import { grounds } from "#lib/shop/look/accent.ts";
import { rgbOf } from "#lib/shop/look/colour.ts";
import type { Look } from "#lib/shop/look/look.ts";

/** A phone may cut an icon to a circle: what matters lies within this part of its edge. */
const inner = 0.68;
/** So many samples along the edge of a pixel. */
const samples = 4;
const ink = "#171410";

/** The square icon of a shop as PNG: its logo, or the product's mark with the accent for its light, on the ground of a page. */
export async function drawIcon(dataDir: string, { logo, accent }: Look, size: number): Promise<Buffer> {
  const ground = logo?.tone === "light" ? grounds.dark.paper : grounds.light.paper;
  const picture = logo
    ? await sharp(await readFile(join(imageFolder(dataDir), logo.src.slice("/images/".length))))
        .resize({ width: edge(size), height: edge(size), fit: "inside" })
        .png()
        .toBuffer()
    : await drawMark(edge(size), accent ?? "#cf3616");
  return sharp({ create: { width: size, height: size, channels: 3, background: ground } })
    .composite([{ input: picture, gravity: "centre" }])
    .png()
    .toBuffer();
}

const edge = (size: number) => Math.round(size * inner);

/** The shape of public/icon.svg, whose drawing is 32 wide: SVG is never read here, since it can refer to other files. */
async function drawMark(size: number, accent: string): Promise<Buffer> {
  const data = Buffer.alloc(size * size * 4);
  const colours = { corner: rgbOf(ink), light: rgbOf(accent) };
  for (let y = 0; y < size; y += 1)
    for (let x = 0; x < size; x += 1) {
      const hits = sampled((dx, dy) => shapeAt(((x + dx) * 32) / size, ((y + dy) * 32) / size));
      const [shape] = hits;
      if (!shape) continue;
      data.set([...colours[shape], (255 * hits.length) / samples ** 2], (y * size + x) * 4);
    }
  return sharp(data, { raw: { width: size, height: size, channels: 4 } })
    .png()
    .toBuffer();
}

type Shape = "corner" | "light";

function sampled(at: (dx: number, dy: number) => Shape | null): Shape[] {
  const steps = Array.from({ length: samples }, (_, index) => (index + 0.5) / samples);
  return steps.flatMap((dy) => steps.flatMap((dx) => at(dx, dy) ?? []));
}

function shapeAt(x: number, y: number): Shape | null {
  if (Math.hypot(x - 21.5, y - 10.5) <= 7.5) return "light";
  const isInCorner = x >= 3 && x <= 29 && y >= 3 && y <= 29 && (x <= 9 || y >= 23);
  return isInCorner ? "corner" : null;
}
