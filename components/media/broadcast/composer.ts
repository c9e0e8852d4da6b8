import {
  between,
  cropToFill,
  fitWhole,
  type Layout,
  type Place,
  type Placement,
  placementOf,
  possibleLayout,
  type Size,
  type Slot,
  slots,
} from "./layouts.ts";
import { createBlackLook } from "./look-black.ts";
import { openPictureSource, type PictureInput, type PictureSource } from "./picture-source.ts";

export type Composer = {
  setSource: (slot: Slot, source: { input: PictureInput; isWhole: boolean } | undefined) => void;
  setLayout: (layout: Layout, isSmooth: boolean) => void;
  setOutput: (output: Size & { framesPerSecond: number }) => void;
  setPreview: (canvas: OffscreenCanvas | undefined) => void;
  /** Since the newest picture of a camera that is shown; a screen may stand still. */
  stillSeconds: () => number;
  /** How long all of the picture has been black. */
  blackSeconds: () => number;
  close: () => void;
};

type Shown = PictureSource & { isWhole: boolean };

const transitionMs = 200;
const tickMs = 16;
const stillMs = 100;
const previewEveryMs = 60;

/**
 * Makes one picture of the sources, whenever one of them gives a new one and at the latest after a tenth of a second, so
 * that what is sent never stands still. `onPicture` takes the frame over; its time is `clock` in microseconds.
 */
export function createComposer({
  output: firstOutput,
  clock,
  onPicture,
}: {
  output: Size & { framesPerSecond: number };
  clock: () => number;
  onPicture: (frame: VideoFrame) => void;
}): Composer {
  const sources = new Map<Slot, Shown>();
  const canvas = new OffscreenCanvas(firstOutput.width, firstOutput.height);
  const context = canvas.getContext("2d", { alpha: false, desynchronized: true });
  let preview: OffscreenCanvas | undefined;
  let output = firstOutput;
  let wanted: Layout = "face";
  let from = placementOf(wanted, output);
  let changedAt = Number.NEGATIVE_INFINITY;
  let heldSince: number | undefined;
  let madeAt = 0;
  let previewedAt = 0;
  const black = createBlackLook(() => performance.now());
  const timer = setInterval(tick, tickMs);

  const target = () => placementOf(possibleLayout(wanted, [...sources.keys()]), output);
  const part = () => Math.min(1, (performance.now() - changedAt) / transitionMs);
  const placement = () => between(from, target(), part());

  function setSource(slot: Slot, next: { input: PictureInput; isWhole: boolean } | undefined): void {
    from = placement();
    const before = sources.get(slot);
    if (!next && sources.size === 1) holdLast();
    if (next) sources.set(slot, { ...openPictureSource(next.input, arrived), isWhole: next.isWhole });
    else sources.delete(slot);
    before?.close();
    if (!before !== !next) changedAt = performance.now();
  }

  /** When the only source goes, its last picture stays until another comes: a show on air never loses its picture. */
  function holdLast(): void {
    if (context) draw(context, placement());
    heldSince = performance.now();
  }

  function setLayout(layout: Layout, isSmooth: boolean): void {
    from = placement();
    wanted = layout;
    changedAt = isSmooth ? performance.now() : Number.NEGATIVE_INFINITY;
  }

  function setOutput(next: typeof firstOutput): void {
    output = next;
    const held = heldSince !== undefined && sources.size === 0 ? canvas.transferToImageBitmap() : undefined;
    canvas.width = next.width;
    canvas.height = next.height;
    if (held) context?.drawImage(held, 0, 0, next.width, next.height);
    held?.close();
  }

  function arrived(): void {
    if (performance.now() - madeAt >= 1000 / output.framesPerSecond - 4) make();
  }

  function tick(): void {
    const interval = 1000 / output.framesPerSecond;
    const longest = part() < 1 ? interval : Math.max(stillMs, interval * 1.5);
    if (performance.now() - madeAt >= longest) make();
  }

  function make(): void {
    if (!context || !(heldSince !== undefined || sources.size > 0)) return;
    madeAt = performance.now();
    const places = placement();
    const only = part() === 1 ? untouched(places) : undefined;
    if (!only && sources.size > 0) draw(context, places);
    showPreview(only ?? canvas);
    black.look(only ?? canvas);
    onPicture(new VideoFrame(only ?? canvas, { timestamp: clock() }));
  }

  /** One source that fills the picture as it is needs no drawing, which saves a phone's battery. */
  function untouched(places: Placement): VideoFrame | undefined {
    const top = slots.findLast((slot) => places[slot].alpha > 0);
    const frame = top && isFull(places[top]) ? sources.get(top)?.newest() : undefined;
    const fits = frame?.displayWidth === output.width && frame.displayHeight === output.height;
    return fits && frame.codedWidth === output.width && !("rotation" in frame && frame.rotation) ? frame : undefined;
  }

  function draw(on: OffscreenCanvasRenderingContext2D, places: Placement): void {
    on.globalAlpha = 1;
    on.fillRect(0, 0, output.width, output.height);
    for (const slot of slots) {
      const source = sources.get(slot);
      const frame = source?.newest();
      if (frame && places[slot].alpha > 0) drawSource(on, { frame, isWhole: source?.isWhole ?? false }, places[slot]);
    }
  }

  function drawSource(
    on: OffscreenCanvasRenderingContext2D,
    { frame, isWhole }: { frame: VideoFrame; isWhole: boolean },
    place: Place,
  ): void {
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

  function stillSeconds(): number {
    if (sources.size === 0) return heldSince === undefined ? 0 : (performance.now() - heldSince) / 1000;
    const places = target();
    const cameras = slots.flatMap((slot) => {
      const source = sources.get(slot);
      return source && !source.isWhole && places[slot].alpha > 0 ? [performance.now() - source.arrivedAt()] : [];
    });
    return Math.max(0, ...cameras) / 1000;
  }

  function showPreview(picture: VideoFrame | OffscreenCanvas): void {
    if (!preview || performance.now() - previewedAt < previewEveryMs) return;
    previewedAt = performance.now();
    preview.height = Math.round((preview.width * output.height) / output.width);
    preview.getContext("2d", { alpha: false })?.drawImage(picture, 0, 0, preview.width, preview.height);
  }

  return {
    setSource,
    setLayout,
    setOutput,
    setPreview: (next) => {
      preview = next;
    },
    stillSeconds,
    blackSeconds: black.seconds,
    close: () => {
      clearInterval(timer);
      for (const source of sources.values()) source.close();
      sources.clear();
    },
  };
}

function isFull({ x, y, width, height, alpha }: Place): boolean {
  return x === 0 && y === 0 && width === 1 && height === 1 && alpha === 1;
}
