import sharp from "sharp";

/** A wide logo on a transparent ground, with an empty border that nobody needs. */
export function drawLogo(colour = "#1b3a5c"): Promise<Buffer> {
  const bar = sharp({ create: { width: 300, height: 90, channels: 4, background: colour } }).png();
  const ground = { width: 900, height: 400, channels: 4, background: "#00000000" } as const;
  return bar.toBuffer().then((input) =>
    sharp({ create: ground })
      .composite([
        { input, left: 60, top: 80 },
        { input, left: 420, top: 200 },
      ])
      .png()
      .toBuffer(),
  );
}
