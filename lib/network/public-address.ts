import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

/** Where a name that a person typed leads: an address that may be called, or why none. */
export type FoundAddress = { address: string; family: 4 | 6 } | { trouble: "address_private" | "address_unknown" };

/** Whether an address is of the public internet: not of this machine, a private network, a cloud's metadata or a reserved range. */
export function isPublicAddress(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === "unicast";
}

/**
 * Looks a host up. One private address among several is enough to refuse it; the address that comes back is the one to
 * call, so that a second look-up cannot answer something else.
 */
export async function findPublicAddress(
  hostname: string,
  { allowPrivate }: { allowPrivate: boolean },
): Promise<FoundAddress> {
  const host = hostname.replace(/^\[|\]$/g, "");
  const found = isIP(host)
    ? [{ address: host, family: isIP(host) }]
    : await lookup(host, { all: true }).catch(() => []);
  const [first] = found;
  if (!first) return { trouble: "address_unknown" };
  if (!allowPrivate && !found.every(({ address }) => isPublicAddress(address))) return { trouble: "address_private" };
  return { address: first.address, family: first.family === 6 ? 6 : 4 };
}
