import { sha256 } from "@noble/hashes/sha2.js";
import { type Challenge, solveChallenge } from "altcha-lib";

// A worker of its own: it searches the number that a drop's challenge asks for, so that page and video go on. The browser's own
// digest would not do: it is absent where the page is served over plain http in a home network.
self.onmessage = async ({ data }: MessageEvent<Challenge>) => {
  const solution = await solveChallenge({ challenge: data, deriveKey, timeout: 0 });
  self.postMessage(solution && btoa(JSON.stringify({ challenge: data, solution })));
};

async function deriveKey({ cost }: { cost: number }, salt: Uint8Array, password: Uint8Array) {
  let derivedKey = new Uint8Array(salt.length + password.length);
  derivedKey.set(salt);
  derivedKey.set(password, salt.length);
  for (let round = 0; round < Math.max(1, cost); round += 1) derivedKey = sha256(derivedKey);
  return { derivedKey };
}
