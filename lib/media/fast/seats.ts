/** So many places, and of them so many for one address. */
export class Seats {
  readonly #capacity: number;
  readonly #ofOne: number;
  readonly #byAddress = new Map<string, number>();
  #taken = 0;

  constructor({ capacity, ofOne }: { capacity: number; ofOne: number }) {
    this.#capacity = capacity;
    this.#ofOne = ofOne;
  }

  isFree(address: string): boolean {
    return this.#taken < this.#capacity && this.#of(address) < this.#ofOne;
  }

  take(address: string): void {
    this.#taken += 1;
    this.#byAddress.set(address, this.#of(address) + 1);
  }

  leave(address: string): void {
    this.#taken -= 1;
    const left = this.#of(address) - 1;
    if (left > 0) this.#byAddress.set(address, left);
    else this.#byAddress.delete(address);
  }

  #of(address: string): number {
    return this.#byAddress.get(address) ?? 0;
  }
}
