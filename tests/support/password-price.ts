import crypto, { type BinaryLike, type ScryptOptions } from "node:crypto";
import { syncBuiltinESMExports } from "node:module";

type Done = (error: Error | null, key: Buffer) => void;

const atFullPrice = crypto.scrypt;
/** The product's passwords take about half a second each, on purpose. In most tests they take a millisecond. */
export const cheap = 1 / 512;

/** From here on a hash of this process costs this share of what it costs the product; a power of two. */
export function payForPasswords(share: number): void {
  const scrypt = (password: BinaryLike, salt: BinaryLike, length: number, price: ScryptOptions, done: Done) =>
    atFullPrice(password, salt, length, { ...price, N: (price.N ?? 2 ** 14) * share }, done);
  Object.assign(crypto, { scrypt });
  // Who imported `scrypt` by name sees the change as well.
  syncBuiltinESMExports();
}
