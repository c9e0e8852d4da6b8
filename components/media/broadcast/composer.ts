import {
  between,
  type Layout,
  type Placement,
  placementOf,
  possibleLayout,
  type Size,
  type Slot,
  slots,
} from "./layouts.ts";
import { createBlackLook } from "./look-black.ts";
import { drawSource, isFull } from "./paint-source.ts";
import { openPictureSource, type PictureInput, type PictureSource } from "./picture-source.ts";

type Output = Size & { framesPerSecond: number };
type Shown = PictureSource & { isWhole: boolean };

type ComposerWish = {
  output: Output;
  /** In microseconds. */
  clock: () => number;
  /** Takes the frame over; its time is `clock`. */
  onPicture: (frame: VideoFrame) => void;
};

const transitionMs = 200;
const tickMs = 16;
const stillMs = 100;
const previewEveryMs = 60;

/**
 * Makes one picture of the sources, whenever one of them gives a new one and at the latest after a tenth of a second, so
 * that what is sent never stands still.
 */
export class Composer {
  readonly #wish: ComposerWish;
  readonly #sources = new Map<Slot, Shown>();
  readonly #canvas: OffscreenCanvas;
  readonly #context: OffscreenCanvasRenderingContext2D | null;
  readonly #black = createBlackLook(() => performance.now());
  #preview: OffscreenCanvas | undefined;
  #output: Output;
  #wanted: Layout = "face";
  #from: Placement;
  #changedAt = Number.NEGATIVE_INFINITY;
  #heldSince: number | undefined;
  #madeAt = 0;
  #previewedAt = 0;

  constructor(wish: ComposerWish) {
    // It lives as long as its worker.
    setInterval(() => this.#tick(), tickMs);
    const { output } = wish;
    this.#wish = wish;
    this.#canvas = new OffscreenCanvas(output.width, output.height);
    this.#context = this.#canvas.getContext("2d", { alpha: false, desynchronized: true });
    this.#output = output;
    this.#from = placementOf(this.#wanted, output);
  }

  setSource(slot: Slot, next: { input: PictureInput; isWhole: boolean } | undefined): void {
    this.#from = this.#placement();
    const before = this.#sources.get(slot);
    if (!next && this.#sources.size === 1) this.#holdLast();
    if (next) {
      this.#sources.set(slot, { ...openPictureSource(next.input, () => this.#arrived()), isWhole: next.isWhole });
    } else this.#sources.delete(slot);
    before?.close();
    if (!before !== !next) this.#changedAt = performance.now();
  }

  setLayout(layout: Layout, isSmooth: boolean): void {
    this.#from = this.#placement();
    this.#wanted = layout;
    this.#changedAt = isSmooth ? performance.now() : Number.NEGATIVE_INFINITY;
  }

  setOutput(next: Output): void {
    const canvas = this.#canvas;
    this.#output = next;
    const isHeld = this.#heldSince !== undefined && this.#sources.size === 0;
    const held = isHeld ? canvas.transferToImageBitmap() : undefined;
    canvas.width = next.width;
    canvas.height = next.height;
    if (held) this.#context?.drawImage(held, 0, 0, next.width, next.height);
    held?.close();
  }

  setPreview(preview: OffscreenCanvas | undefined): void {
    this.#preview = preview;
  }

  /** Since the newest picture of a camera that is shown; a screen may stand still. */
  stillSeconds(): number {
    const now = performance.now();
    if (this.#sources.size === 0) return this.#heldSince === undefined ? 0 : (now - this.#heldSince) / 1000;
    const places = this.#target();
    const cameras = slots.flatMap((slot) => {
      const source = this.#sources.get(slot);
      return source && !source.isWhole && places[slot].alpha > 0 ? [now - source.arrivedAt()] : [];
    });
    return Math.max(0, ...cameras) / 1000;
  }

  /** How long all of the picture has been black. */
  blackSeconds(): number {
    return this.#black.seconds();
  }

  #target(): Placement {
    return placementOf(possibleLayout(this.#wanted, [...this.#sources.keys()]), this.#output);
  }

  #part(): number {
    return Math.min(1, (performance.now() - this.#changedAt) / transitionMs);
  }

  #placement(): Placement {
    return between(this.#from, this.#target(), this.#part());
  }

  /** When the only source goes, its last picture stays until another comes: a show on air never loses its picture. */
  #holdLast(): void {
    this.#draw(this.#placement());
    this.#heldSince = performance.now();
  }

  #arrived(): void {
    if (performance.now() - this.#madeAt >= 1000 / this.#output.framesPerSecond - 4) this.#make();
  }

  #tick(): void {
    const interval = 1000 / this.#output.framesPerSecond;
    const longest = this.#part() < 1 ? interval : Math.max(stillMs, interval * 1.5);
    if (performance.now() - this.#madeAt >= longest) this.#make();
  }

  #make(): void {
    if (!this.#context || !(this.#heldSince !== undefined || this.#sources.size > 0)) return;
    this.#madeAt = performance.now();
    const places = this.#placement();
    const only = this.#part() === 1 ? this.#untouched(places) : undefined;
    if (!only && this.#sources.size > 0) this.#draw(places);
    const picture = only ?? this.#canvas;
    this.#showPreview(picture);
    this.#black.look(picture);
    this.#wish.onPicture(new VideoFrame(picture, { timestamp: this.#wish.clock() }));
  }

  /** One source that fills the picture as it is needs no drawing, which saves a phone's battery. */
  #untouched(places: Placement): VideoFrame | undefined {
    const { width, height } = this.#output;
    const top = slots.findLast((slot) => places[slot].alpha > 0);
    const frame = top && isFull(places[top]) ? this.#sources.get(top)?.newest() : undefined;
    const fits = frame?.displayWidth === width && frame.displayHeight === height;
    return fits && frame.codedWidth === width && !("rotation" in frame && frame.rotation) ? frame : undefined;
  }

  #draw(places: Placement): void {
    const context = this.#context;
    if (!context) return;
    context.globalAlpha = 1;
    context.fillRect(0, 0, this.#output.width, this.#output.height);
    for (const slot of slots) {
      const source = this.#sources.get(slot);
      const frame = source?.newest();
      if (!source || !frame || places[slot].alpha <= 0) continue;
      drawSource(context, { frame, isWhole: source.isWhole, place: places[slot], output: this.#output });
    }
  }

  #showPreview(picture: VideoFrame | OffscreenCanvas): void {
    const preview = this.#preview;
    if (!preview || performance.now() - this.#previewedAt < previewEveryMs) return;
    this.#previewedAt = performance.now();
    preview.height = Math.round((preview.width * this.#output.height) / this.#output.width);
    preview.getContext("2d", { alpha: false })?.drawImage(picture, 0, 0, preview.width, preview.height);
  }
}
