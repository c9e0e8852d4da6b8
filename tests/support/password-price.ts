import crypto, { type BinaryLike, type ScryptOptions } from "node:crypto";
import { syncBuiltinESMExports } from "node:module";

type Done = (error: Error | null, key: Buffer) => void;

const atFullPrice = crypto.scrypt;
/** The product's passwords take about half a second each, on purpose. In most tests they take a millisecond. */
export const cheap = 1 / 512;

/** From here on a hash of this process costs this share of what it costs the product; a power of two. */
export function payForPasswords(share: number): void {
  install((password, salt, length, price, done) =>
    atFullPrice(password, salt, length, { ...price, N: (price.N ?? 2 ** 14) * share }, done),
  );
}

/** From here on no hash is done, as on a machine that is too slow; what is returned lets all of them go on, at the price of before. */
export function holdPasswords(): () => void {
  const { promise, resolve } = Promise.withResolvers<void>();
  const before = crypto.scrypt;
  install((...wanted) => void promise.then(() => before(...wanted)));
  return () => {
    Object.assign(crypto, { scrypt: before });
    syncBuiltinESMExports();
    resolve();
  };
}

function install(
  scrypt: (password: BinaryLike, salt: BinaryLike, length: number, price: ScryptOptions, done: Done) => void,
): void {
  Object.assign(crypto, { scrypt });
  // Who imported `scrypt` by name sees the change as well.
  syncBuiltinESMExports();
}
