const lookBackMs = 2000;
const leastPictures = 4;
const blockPixels = 256;
/** A skipped picture costs its head and a bit per block or less; more than half a byte per block is motion, or noise. */
const skippedHeadBytes = 32;
const skippedBytesPerBlock = 1 / 40;
const calmBytesPerBlock = 1 / 2;
/** Where a picture is sent in slices each has a head; then what tells is that one picture is as large as the next. */
const sameSizeBytes = 8;

/** How large the latest pictures between key frames are. */
export class PictureSizes {
  readonly #blocks: number;
  #pictures: { bytes: number; at: number }[] = [];

  constructor({ width, height }: { width: number; height: number }) {
    this.#blocks = (width * height) / blockPixels;
  }

  /** True when enough came to judge anew. */
  add(bytes: number, at: number): boolean {
    this.#pictures.push({ bytes, at });
    if (this.#pictures.length % leastPictures > 0) return false;
    this.#pictures = this.#pictures.filter((each) => at - each.at < lookBackMs);
    return true;
  }

  areKnown(): boolean {
    return this.#pictures.length >= leastPictures;
  }

  areCalm(): boolean {
    return this.#sizeAt(0.5) <= this.#blocks * calmBytesPerBlock;
  }

  areSkipped(): boolean {
    if (this.#sizeAt(0.5) <= skippedHeadBytes + this.#blocks * skippedBytesPerBlock) return true;
    return this.areKnown() && this.areCalm() && this.#sizeAt(0.9) - this.#sizeAt(0.1) <= sameSizeBytes;
  }

  /** The size that this share of the latest pictures stays under, bytes. */
  #sizeAt(share: number): number {
    const sorted = this.#pictures.map(({ bytes }) => bytes).toSorted((one, other) => one - other);
    return sorted[Math.floor(sorted.length * share)] ?? 0;
  }
}
