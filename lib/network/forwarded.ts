import type { IncomingHttpHeaders } from "node:http";

/** What one proxy said about who called it; nothing more than that. */
export type Hop = { address: string | undefined; protocol: string | undefined; host: string | undefined };

/** Nobody has more proxies in a row; a longer list is made up. */
const maxHops = 20;

/** Whether somebody claims to pass a request on for somebody else. */
export function isForwarded(headers: IncomingHttpHeaders): boolean {
  return headers["x-forwarded-for"] !== undefined || headers.forwarded !== undefined;
}

/**
 * The hops that proxies wrote down, the nearest first. X-Forwarded-For is the one most proxies write, and one that writes
 * it often leaves a Forwarded from outside as it was, so Forwarded (RFC 7239) counts only without it.
 */
export function readHops(headers: IncomingHttpHeaders): Hop[] {
  const addresses = split(headers["x-forwarded-for"], ",");
  if (addresses.length === 0) return split(headers.forwarded, ",").map(readElement).toReversed().slice(0, maxHops);
  const protocols = split(headers["x-forwarded-proto"], ",");
  const hosts = split(headers["x-forwarded-host"], ",");
  return addresses
    .toReversed()
    .slice(0, maxHops)
    .map((address, at) => ({
      address: withoutPort(address),
      protocol: protocols.at(-1 - at) ?? protocols[0],
      host: hosts.at(-1 - at) ?? hosts[0],
    }));
}

function readElement(element: string): Hop {
  const pairs = new Map(
    split(element, ";").map((pair) => {
      const at = pair.indexOf("=");
      return [pair.slice(0, at).trim().toLowerCase(), unquote(pair.slice(at + 1).trim())];
    }),
  );
  const address = pairs.get("for");
  return { address: address && withoutPort(address), protocol: pairs.get("proto"), host: pairs.get("host") };
}

function split(header: string | string[] | undefined, by: string): string[] {
  const text = Array.isArray(header) ? header.join(",") : header;
  return (text?.split(by) ?? []).map((part) => part.trim()).filter(Boolean);
}

const unquote = (text: string) => (/^".*"$/.test(text) ? text.slice(1, -1).replace(/\\(.)/g, "$1") : text);

/** `203.0.113.7:1234` and `[2001:db8::1]:1234` name an address and a port; `2001:db8::1` has none. */
function withoutPort(text: string): string {
  return /^\[([^\]]*)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text;
}
