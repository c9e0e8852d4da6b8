import sharp from "sharp";
import type { Owner } from "#lib/accounts/gate.ts";
import type { Uses } from "#lib/container.ts";
import { keepLogo } from "#lib/images/keep-image.ts";
import { Refusal } from "#lib/refusal.ts";
import { grounds } from "#lib/shop/look/accent.ts";
import { contrast } from "#lib/shop/look/colour.ts";
import type { Logo, ShopView } from "#lib/shop/schema.ts";
import { writeShop } from "#lib/shop/write-shop.ts";

/** Of the ink of a logo against the page, so that it is seen (WCAG 2.2, 1.4.11). */
const leastSeen = 3;
/** Of the opaque part of a pixel. */
const inked = 128;
/** As many pixels along an edge as an icon on a phone needs at least. */
const leastEdge = 48;

/** Puts a logo on every page, mail and icon. Refuses with picture_unreadable, or picture_too_small below 48 pixels. */
export async function setLogo(
  app: Uses<"db" | "env" | "limits" | "shop">,
  owner: Owner,
  file: Uint8Array,
): Promise<ShopView> {
  const { src, width, height, data } = await keepLogo(app, owner, file);
  if (Math.max(width, height) < leastEdge)
    throw new Refusal("picture_too_small", { detail: { least: String(leastEdge) } });
  const logoTone = await toneOf(data);
  await writeShop(app, owner, () => ({ logo: src, logoWidth: width, logoHeight: height, logoTone }));
  return app.shop.read();
}

/** Back to the name in letters. */
export async function removeLogo(app: Uses<"db" | "shop">, owner: Owner): Promise<ShopView> {
  await writeShop(app, owner, () => ({ logo: "", logoWidth: 0, logoHeight: 0, logoTone: "any" }));
  return app.shop.read();
}

/** What most of its ink is lost on; a picture without gaps brings its own ground. */
async function toneOf(picture: Buffer): Promise<Logo["tone"]> {
  const { data, info } = await sharp(picture).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const pixels = info.width * info.height;
  const lost = { dark: 0, light: 0 };
  let ink = 0;
  for (let at = 0; at < data.length; at += 4) {
    if ((data[at + 3] ?? 0) < inked) continue;
    ink += 1;
    const colour = `#${data.subarray(at, at + 3).toString("hex")}`;
    if (contrast(colour, grounds.dark.paper) < leastSeen) lost.dark += 1;
    if (contrast(colour, grounds.light.paper) < leastSeen) lost.light += 1;
  }
  if (ink > pixels * 0.97) return "any";
  if (lost.dark > ink / 3) return "dark";
  return lost.light > ink / 3 ? "light" : "any";
}
