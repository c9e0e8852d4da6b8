import { cropToFill, fitWhole, type Place, type Size } from "./layouts.ts";

type Painted = { frame: VideoFrame; isWhole: boolean; place: Place; output: Size };

/** One source at its place in the picture: whole, or cropped to fill it; one that is smaller than the picture has round corners. */
export function drawSource(on: OffscreenCanvasRenderingContext2D, { frame, isWhole, place, output }: Painted): void {
  const x = place.x * output.width;
  const y = place.y * output.height;
  const size = { width: place.width * output.width, height: place.height * output.height };
  const picture = { width: frame.displayWidth, height: frame.displayHeight };
  const crop = isWhole ? { x: 0, y: 0, ...picture } : cropToFill(picture, size);
  const fit = isWhole ? fitWhole(picture, size) : { x: 0, y: 0, ...size };
  on.save();
  on.globalAlpha = place.alpha;
  if (place.width < 1 && place.height < 1) {
    on.beginPath();
    on.roundRect(x, y, size.width, size.height, 0.02 * Math.max(output.width, output.height));
    on.clip();
    on.fillRect(x, y, size.width, size.height);
  }
  on.drawImage(frame, crop.x, crop.y, crop.width, crop.height, x + fit.x, y + fit.y, fit.width, fit.height);
  on.restore();
}

export function isFull({ x, y, width, height, alpha }: Place): boolean {
  return x === 0 && y === 0 && width === 1 && height === 1 && alpha === 1;
}
