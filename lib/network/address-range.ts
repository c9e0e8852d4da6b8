import ipaddr from "ipaddr.js";

export type Address = ReturnType<typeof ipaddr.process>;
export type AddressRange = [Address, number];

/** Names for ranges that nobody wants to type. */
const named: Record<string, string[]> = {
  loopback: ["127.0.0.0/8", "::1/128"],
  private: ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "fc00::/7", "fe80::/10"],
};

/** `loopback`, `private`, an address or a CIDR, separated by commas or spaces; undefined when one of them is none of these. */
export function parseRanges(text: string): AddressRange[] | undefined {
  const ranges: AddressRange[] = [];
  for (const word of text.split(/[\s,]+/).filter(Boolean)) {
    for (const range of named[word.toLowerCase()] ?? [word]) {
      const parsed = parseRange(range);
      if (!parsed) return undefined;
      ranges.push(parsed);
    }
  }
  return ranges;
}

function parseRange(text: string): AddressRange | undefined {
  if (ipaddr.isValidCIDR(text)) return ipaddr.parseCIDR(text);
  const address = parseAddress(text);
  return address && [address, address.kind() === "ipv4" ? 32 : 128];
}

/** An address as a header or a socket spells it; IPv4 inside IPv6 is IPv4. Octal, short and numeric spellings are none. */
export function parseAddress(text: string): Address | undefined {
  const isPlain = ipaddr.IPv4.isValidFourPartDecimal(text) || (text.includes(":") && ipaddr.IPv6.isValid(text));
  return isPlain ? ipaddr.process(text) : undefined;
}

export function isWithin(address: Address, ranges: AddressRange[]): boolean {
  return ranges.some(([range, bits]) => range.kind() === address.kind() && address.match(range, bits));
}

/**
 * What limits count an address as: an IPv6 network of 64 bits is one customer, who may call from any of its addresses.
 */
export function networkOf(text: string): string {
  const address = parseAddress(text);
  if (!address) return text;
  if (address.kind() === "ipv4") return address.toString();
  const bytes = address.toByteArray().map((byte, at) => (at < 8 ? byte : 0));
  return `${ipaddr.fromByteArray(bytes)}/64`;
}
