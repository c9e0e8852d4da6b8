/**
 * What a start has opened. It is closed once, the newest first, whoever asks and however often; one that cannot be closed keeps
 * nobody from closing the rest.
 */
export class Closers {
  readonly #open: (() => Promise<void>)[] = [];
  #closing: Promise<void> | undefined;

  push(close: () => Promise<void>): void {
    this.#open.push(close);
  }

  /** For what now closes with something larger. */
  replaceNewest(close: () => Promise<void>): void {
    this.#open.splice(-1, 1, close);
  }

  /** Rejects with the first failure, when everything has been tried. */
  closeAll(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close() {
    const failures: unknown[] = [];
    for (const close of this.#open.toReversed()) {
      await close().catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
  }
}
