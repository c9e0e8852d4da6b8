const size = { width: 16, height: 9 };
const darkest = 16;
const everyMs = 500;

/** Looks twice a second whether all of the picture is black, and tells since how many seconds. */
export function createBlackLook(now: () => number) {
  const canvas = new OffscreenCanvas(size.width, size.height);
  const context = canvas.getContext("2d", { alpha: false, willReadFrequently: true });
  let lookedAt = Number.NEGATIVE_INFINITY;
  let blackSince: number | undefined;

  function look(picture: VideoFrame | OffscreenCanvas): void {
    if (!context || now() - lookedAt < everyMs) return;
    lookedAt = now();
    context.drawImage(picture, 0, 0, size.width, size.height);
    const { data } = context.getImageData(0, 0, size.width, size.height);
    const isBlack = data.every((value, index) => index % 4 === 3 || value <= darkest);
    blackSince = isBlack ? (blackSince ?? now()) : undefined;
  }

  return { look, seconds: () => (blackSince === undefined ? 0 : (now() - blackSince) / 1000) };
}
