/** The newest of what was counted, oldest first. */
export class Recent<Value> {
  readonly #most: number;
  readonly #values: Value[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  all(): readonly Value[] {
    return this.#values;
  }

  add(value: Value): void {
    this.#values.push(value);
    if (this.#values.length > this.#most) this.#values.shift();
  }
}

const ratedSeconds = 5;

/** Whole seconds only: what was counted in the last five, per second. */
export class CountPerSecond {
  readonly #counts = new Map<number, number>();

  count(at: number): void {
    const second = secondOf(at);
    this.#counts.set(second, (this.#counts.get(second) ?? 0) + 1);
    if (this.#counts.size > ratedSeconds + 1) this.#forget(at);
  }

  rate(at: number): number {
    this.#forget(at);
    const seconds = Array.from({ length: ratedSeconds }, (_, back) => this.#counts.get(secondOf(at) - 1 - back) ?? 0);
    return Math.round(sum(seconds) / ratedSeconds);
  }

  #forget(at: number): void {
    for (const second of this.#counts.keys()) if (second < secondOf(at) - ratedSeconds) this.#counts.delete(second);
  }
}

export function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function secondOf(at: number): number {
  return Math.floor(at / 1000);
}
