import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { Refusal } from "#lib/refusal.ts";

// OWASP's scrypt parameters: about half a second and 128 MiB a hash, so at most two run at once (libuv's pool also
// reads files) and a login storm is refused instead of stalling the video.
const cost = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 } as const;
const atOnce = 2;
const mayWait = 20;

let running = 0;
const waiting: (() => void)[] = [];

/** `scrypt:salt:hash`, both base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt);
  return `scrypt:${salt.toString("base64url")}:${hash.toString("base64url")}`;
}

export async function verifyPassword({ hash, password }: { hash: string; password: string }): Promise<boolean> {
  const [kind, salt, expected] = hash.split(":");
  if (kind !== "scrypt" || !salt || !expected) return false;
  const wanted = Buffer.from(expected, "base64url");
  const found = await derive(password, Buffer.from(salt, "base64url"));
  return wanted.length === found.length && timingSafeEqual(wanted, found);
}

async function derive(password: string, salt: Buffer): Promise<Buffer> {
  await enter();
  try {
    return await new Promise((resolve, reject) =>
      scrypt(password.normalize("NFKC"), salt, 32, cost, (error, key) => (error ? reject(error) : resolve(key))),
    );
  } finally {
    leave();
  }
}

async function enter() {
  if (running >= atOnce) {
    if (waiting.length >= mayWait) throw new Refusal("rate_limited", { retryAfter: 5 });
    await new Promise<void>((resume) => waiting.push(resume));
  }
  running += 1;
}

function leave() {
  running -= 1;
  waiting.shift()?.();
}
