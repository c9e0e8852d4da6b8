import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { LRUCache } from "lru-cache";
import sharp from "sharp";
import { imageFolder } from "#lib/images/send-image.ts";
import { log } from "#lib/log.ts";
import { grounds } from "#lib/shop/look/accent.ts";
import type { Logo } from "#lib/shop/schema.ts";

/** As wide and high as it is shown, in CSS pixels; the picture has twice as many. */
export type MailLogo = { png: Buffer; width: number; height: number };
const box = { width: 200, height: 40 };
const made = new LRUCache<string, Promise<MailLogo | null>>({ max: 4 });

/**
 * A logo for mails: PNG, since not every mail program draws WebP, and on the ground that it is seen on, since many darken what they
 * show. Null without a logo, or when its file is gone: then the name stands there.
 */
export function drawMailLogo(dataDir: string, logo: Logo | null): Promise<MailLogo | null> {
  if (!logo) return Promise.resolve(null);
  const path = join(imageFolder(dataDir), logo.src.slice("/images/".length));
  const known = made.get(path);
  if (known) return known;
  const drawing = draw(path, logo).catch((error: unknown) => {
    log.warn({ event: "look_failed", err: error }, "the logo could not be drawn for mails");
    made.delete(path);
    return null;
  });
  made.set(path, drawing);
  return drawing;
}

async function draw(path: string, { tone }: Logo): Promise<MailLogo> {
  const { data, info } = await sharp(await readFile(path))
    .resize({ width: box.width * 2, height: box.height * 2, fit: "inside" })
    .flatten({ background: tone === "light" ? grounds.dark.paper : grounds.light.paper })
    .png()
    .toBuffer({ resolveWithObject: true });
  return { png: data, width: Math.round(info.width / 2), height: Math.round(info.height / 2) };
}
