import { randomInt } from "node:crypto";

/** Without what looks or sounds like something else: 0 O, 1 I L, U V. */
const letters = "23456789ABCDEFGHJKMNPQRSTWXYZ";

/** A fresh priority code such as `K7QF-2MWX-9TRB`: 58 bits, so that guessing one of a million takes for ever. */
export function makeCode(): string {
  const group = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join("");
  return `${group()}-${group()}-${group()}`;
}
