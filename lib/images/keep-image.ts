import { createHash, randomUUID } from "node:crypto";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import type { Deskhand, Owner } from "#lib/accounts/gate.ts";
import { ConcurrencyLimit } from "#lib/api/concurrency-limit.ts";
import type { Uses } from "#lib/container.ts";
import type { KeptImage } from "#lib/images/schema.ts";
import { imageFolder, imagePath } from "#lib/images/send-image.ts";
import { Refusal } from "#lib/refusal.ts";

// Only the four formats that browsers upload may be decoded here, whatever the file says it is; drawings (SVG) and documents
// can refer to other files.
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({
  operation: ["VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadWebp", "VipsForeignLoadNsgif"],
});
// Orders share this machine: one picture takes one core, and nothing is remembered.
sharp.concurrency(1);
sharp.cache(false);

/** A picture takes up to a quarter of a gigabyte while it is drawn; the others wait. */
const drawing = new ConcurrencyLimit({ atOnce: 2, timeout: 20_000 });
const maxPixels = 60_000_000;
const maxEdge = 2400;

/**
 * Keeps a picture, drawn anew as WebP: upright, at most 2400 pixels along an edge, without anything that the camera wrote
 * into it. The same picture is kept once. Refuses with picture_unreadable.
 */
export async function keepImage(app: Uses<"env" | "limits">, host: Deskhand, file: Uint8Array): Promise<KeptImage> {
  const { src, width, height } = await keepDrawn(app, host, () => draw(file));
  return { src, width, height };
}

/** A picture of few colours and clear edges, so nothing of it is lost: trimmed of its empty border, at most 640 by 240 pixels. */
export async function keepLogo(app: Uses<"env" | "limits">, owner: Owner, file: Uint8Array): Promise<KeptLogo> {
  return keepDrawn(app, owner, () =>
    sharp(file, { autoOrient: true, failOn: "error", limitInputPixels: maxPixels })
      .trim()
      .resize({ ...logoBounds, fit: "inside", withoutEnlargement: true })
      .webp({ lossless: true })
      .timeout({ seconds: 15 })
      .toBuffer({ resolveWithObject: true }),
  );
}

export type KeptLogo = KeptImage & { data: Buffer };
const logoBounds = { width: 640, height: 240 };

async function keepDrawn(
  { env, limits }: Uses<"env" | "limits">,
  { id }: { id: string },
  make: () => ReturnType<typeof draw>,
): Promise<KeptLogo> {
  limits.spend("images", id);
  const { data, info } = await drawing.pass(() =>
    make().catch(() => {
      throw new Refusal("picture_unreadable");
    }),
  );
  const name = `${createHash("sha256").update(data).digest("hex").slice(0, 32)}.webp`;
  const folder = imageFolder(env.DATA_DIR);
  await mkdir(folder, { recursive: true });
  const written = join(folder, `${name}.${randomUUID()}.part`);
  await writeFile(written, data);
  await rename(written, join(folder, name));
  return { src: imagePath(name), width: info.width, height: info.height, data };
}

async function draw(file: Uint8Array) {
  return sharp(file, { autoOrient: true, failOn: "error", limitInputPixels: maxPixels })
    .resize({ width: maxEdge, height: maxEdge, fit: "inside", withoutEnlargement: true })
    .webp({ quality: 84 })
    .timeout({ seconds: 15 })
    .toBuffer({ resolveWithObject: true });
}
