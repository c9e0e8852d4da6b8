import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { LookupFunction } from "node:net";
import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate } from "node:zlib";
import { findPublicAddress } from "#lib/network/public-address.ts";

export type FetchTrouble = "address_private" | "address_unknown" | "address_insecure" | "unreachable" | "too_large";

/** Why an address could not be fetched. An expected no, not a bug. */
export class NotFetched extends Error {
  readonly trouble: FetchTrouble;

  constructor(trouble: FetchTrouble) {
    super(trouble);
    this.name = "NotFetched";
    this.trouble = trouble;
  }
}

/** Bytes of a longer file. */
export type FetchRange = { offset: number; length: number };

type FetchLimits = { allowPrivate: boolean; maxBytes: number; signal?: AbortSignal; range?: FetchRange };

const maxRedirects = 4;
const silenceMs = 8000;
const maxMs = 20_000;

/**
 * Fetches an address that a person typed, or that such an address named: https only, no password in it, nothing in private
 * networks, on every redirect too. The name is looked up once and that very address is called, so that a name cannot lead
 * to one place when it is judged and to another when it is used. `url` is where it was found in the end. Throws NotFetched.
 *
 * @param allowPrivate private networks and http too: for tests and for relays of one's own
 * @param range a part of the file; of one that comes whole all the same this part is taken
 */
export async function fetchPublic(url: URL, limits: FetchLimits): Promise<{ url: URL; bytes: Buffer }> {
  let at = url;
  for (let redirects = 0; redirects <= maxRedirects; redirects += 1) {
    const answer = await fetchOnce(at, limits);
    if ("bytes" in answer) return { url: at, bytes: await unpack(answer, limits) };
    at = answer.redirect;
  }
  throw new NotFetched("unreachable");
}

type Fetched = { bytes: Buffer; encoding?: string };

function headersFor(range: FetchRange | undefined): Record<string, string> {
  const asked = range && { range: `bytes=${range.offset}-${range.offset + range.length - 1}` };
  return { "user-agent": "Launchroom", "accept-encoding": "identity", ...asked };
}

/** Some servers compress whatever one asks for. */
async function unpack({ bytes, encoding = "identity" }: Fetched, { maxBytes }: FetchLimits): Promise<Buffer> {
  const decompress = decompressors.get(encoding.trim().toLowerCase());
  if (!decompress) return bytes;
  return decompress(bytes, { maxOutputLength: maxBytes }).catch(() => {
    throw new NotFetched("too_large");
  });
}

type Decompress = (bytes: Buffer, limit: { maxOutputLength: number }) => Promise<Buffer>;

const decompressors = new Map<string, Decompress>([
  ["gzip", promisify<Buffer, { maxOutputLength: number }, Buffer>(gunzip)],
  ["x-gzip", promisify<Buffer, { maxOutputLength: number }, Buffer>(gunzip)],
  ["deflate", promisify<Buffer, { maxOutputLength: number }, Buffer>(inflate)],
  ["br", promisify<Buffer, { maxOutputLength: number }, Buffer>(brotliDecompress)],
]);

async function fetchOnce(
  url: URL,
  { allowPrivate, maxBytes, signal, range }: FetchLimits,
): Promise<Fetched | { redirect: URL }> {
  const isPlain = url.protocol === "http:" && allowPrivate;
  if ((url.protocol !== "https:" && !isPlain) || url.username || url.password) throw new NotFetched("address_insecure");
  const found = await findPublicAddress(url.hostname, { allowPrivate });
  if ("trouble" in found) throw new NotFetched(found.trouble);
  const lookup: LookupFunction = (_, options, done) =>
    options.all ? done(null, [found]) : done(null, found.address, found.family);
  const limits = [AbortSignal.timeout(maxMs), ...(signal ? [signal] : [])];
  const request = isPlain ? requestHttp : requestHttps;

  return new Promise((resolve, reject) => {
    const fail = (trouble: FetchTrouble) => reject(new NotFetched(trouble));
    const asked = request(
      url,
      { lookup, timeout: silenceMs, signal: AbortSignal.any(limits), headers: headersFor(range) },
      (answer) => {
        const { statusCode = 0, headers } = answer;
        if (statusCode >= 300 && statusCode < 400 && headers.location && URL.canParse(headers.location, url)) {
          answer.resume();
          return resolve({ redirect: new URL(headers.location, url) });
        }
        if (statusCode !== 200 && !(range && statusCode === 206)) {
          answer.resume();
          return fail("unreachable");
        }
        const parts: Buffer[] = [];
        let length = 0;
        answer.on("data", (part: Buffer) => {
          length += part.length;
          parts.push(part);
          if (length <= maxBytes) return;
          fail("too_large");
          asked.destroy();
        });
        answer.on("end", () => {
          const whole = Buffer.concat(parts, length);
          const bytes = range && statusCode === 200 ? whole.subarray(range.offset, range.offset + range.length) : whole;
          resolve({ bytes, encoding: headers["content-encoding"] });
        });
        answer.on("error", () => fail("unreachable"));
      },
    );
    asked.on("timeout", () => asked.destroy());
    asked.on("error", () => fail("unreachable"));
    asked.end();
  });
}
