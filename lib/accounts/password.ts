import { AsyncLocalStorage } from "node:async_hooks";
import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { HashQueue } from "#lib/accounts/hash-queue.ts";

// OWASP's scrypt parameters: about half a second and 128 MiB a hash, so at most two run at once (libuv's pool also
// reads files) and a login storm is refused instead of stalling the video.
const cost = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 } as const;
// Whoever waits last is answered before the bound of a whole request.
const queue = new HashQueue({ atOnce: 2, maxWaiting: 24, maxOfOne: 20 });

/** Who asks for hashes, and what was found for them so far: asking twice for the same costs once. */
type Asking = { network: string; salt: Buffer | undefined; found: Map<string, Promise<Buffer>> };
const asking = new AsyncLocalStorage<Asking>();

/** Hashes within `work` stand in the lane of `network`; a new one takes `salt` where it is given. */
export function hashingFor<Answer>(
  { network, salt }: { network: string; salt?: Buffer | undefined },
  work: () => Promise<Answer>,
): Promise<Answer> {
  return asking.run({ network, salt, found: asking.getStore()?.found ?? new Map() }, work);
}

/** `scrypt:salt:hash`, both base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = asking.getStore()?.salt ?? randomBytes(16);
  const hash = await derive(password, salt);
  return `scrypt:${salt.toString("base64url")}:${hash.toString("base64url")}`;
}

export async function verifyPassword({ hash, password }: { hash: string; password: string }): Promise<boolean> {
  const salt = saltOf(hash);
  const expected = hash.split(":")[2];
  if (!salt || !expected) return false;
  const wanted = Buffer.from(expected, "base64url");
  const found = await derive(password, salt);
  return wanted.length === found.length && timingSafeEqual(wanted, found);
}

/** The salt of a stored password; undefined when it is none of ours. */
export function saltOf(hash: string): Buffer | undefined {
  const [kind, salt] = hash.split(":");
  return kind === "scrypt" && salt ? Buffer.from(salt, "base64url") : undefined;
}

function derive(password: string, salt: Buffer): Promise<Buffer> {
  const { network = "", found = new Map<string, Promise<Buffer>>() } = asking.getStore() ?? {};
  const key = `${salt.toString("base64url")}:${password}`;
  const known = found.get(key);
  if (known) return known;
  const work = queue.run(network, () => compute(password.normalize("NFKC"), salt));
  found.set(key, work);
  return work;
}

function compute(password: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) =>
    scrypt(password, salt, 32, cost, (error, key) => (error ? reject(error) : resolve(key))),
  );
}
