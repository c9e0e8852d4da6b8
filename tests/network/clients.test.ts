import type { IncomingMessage } from "node:http";
import { expect, test } from "vitest";
import { readEnv } from "#lib/env.ts";
import { networkOf } from "#lib/network/address-range.ts";
import { Clients } from "#lib/network/clients.ts";

const proxy = "10.0.0.1";

test.each([
  ["nobody in between", "203.0.113.9", {}, "203.0.113.9"],
  ["IPv4 inside IPv6", "::ffff:203.0.113.9", {}, "203.0.113.9"],
  ["a stranger's claim", "203.0.113.9", { "x-forwarded-for": "198.51.100.1" }, "203.0.113.9"],
  ["one proxy", proxy, { "x-forwarded-for": "198.51.100.1" }, "198.51.100.1"],
  ["what the client wrote before the proxy", proxy, { "x-forwarded-for": "1.1.1.1, 198.51.100.1" }, "198.51.100.1"],
  ["two proxies", proxy, { "x-forwarded-for": "1.1.1.1, 198.51.100.1, 10.0.0.2" }, "198.51.100.1"],
  ["a client that claims to be a proxy", proxy, { "x-forwarded-for": "10.9.9.9, 198.51.100.1" }, "198.51.100.1"],
  ["a port", proxy, { "x-forwarded-for": "198.51.100.1:5678" }, "198.51.100.1"],
  ["IPv6", proxy, { "x-forwarded-for": "2001:db8::7" }, "2001:db8::7"],
  ["IPv6 with a port", proxy, { "x-forwarded-for": "[2001:db8::7]:443" }, "2001:db8::7"],
  ["an unknown hop", proxy, { "x-forwarded-for": "1.1.1.1, unknown" }, proxy],
  ["an unknown hop behind a known one", proxy, { "x-forwarded-for": "junk, 10.0.0.2" }, "10.0.0.2"],
  ["an octal spelling", proxy, { "x-forwarded-for": "0177.0.0.1" }, proxy],
  ["a number", proxy, { "x-forwarded-for": "2130706433" }, proxy],
  ["an empty header", proxy, { "x-forwarded-for": " , " }, proxy],
  ["Forwarded", proxy, { forwarded: 'for="[2001:db8:cafe::17]:4711";proto=https' }, "2001:db8:cafe::17"],
  ["Forwarded by two", proxy, { forwarded: "for=1.1.1.1, For=198.51.100.2;by=x, for=10.0.0.3" }, "198.51.100.2"],
  ["Forwarded from outside", proxy, { forwarded: "for=1.1.1.1", "x-forwarded-for": "198.51.100.1" }, "198.51.100.1"],
  ["a thousand hops", proxy, { "x-forwarded-for": `1.1.1.1${", 10.0.0.2".repeat(1000)}` }, "10.0.0.2"],
])("the client behind %s is told from the right", (_, peer, headers, address) => {
  expect(clientsOf("10.0.0.0/8").of(requestFrom(peer, headers)).address).toBe(address);
});

test("protocol and host are a trusted proxy's to say, each of its own hop, and nobody else's", () => {
  const clients = clientsOf("10.0.0.0/8");
  const said = { "x-forwarded-for": "198.51.100.1", "x-forwarded-proto": "https", "x-forwarded-host": "shop.example" };
  expect(clients.of(requestFrom(proxy, said))).toMatchObject({ protocol: "https", host: "shop.example" });
  expect(clients.of(requestFrom("203.0.113.9", said))).toMatchObject({ protocol: "http", host: "inside.example" });
  const odd = { ...said, "x-forwarded-proto": "gopher", "x-forwarded-host": "a b<script>" };
  expect(clients.of(requestFrom(proxy, odd))).toMatchObject({ protocol: "http", host: "inside.example" });
  const chain = {
    "x-forwarded-for": "198.51.100.1, 10.0.0.2",
    "x-forwarded-proto": "https, http",
    "x-forwarded-host": "shop.example, inner",
  };
  expect(clients.of(requestFrom(proxy, chain))).toMatchObject({ protocol: "https", host: "shop.example" });
});

test("an IPv6 network of 64 bits counts as one, an IPv4 address as itself", () => {
  expect(networkOf("2001:db8:1:2:aaaa::1")).toBe(networkOf("2001:db8:1:2:bbbb::2"));
  expect(networkOf("2001:db8:1:2::1")).not.toBe(networkOf("2001:db8:1:3::1"));
  expect(networkOf("::ffff:203.0.113.9")).toBe("203.0.113.9");
  expect(networkOf("203.0.113.9")).not.toBe(networkOf("203.0.113.10"));
  expect(networkOf("fe80::1%eth0")).toBe(networkOf("fe80::2%eth1"));
});

test("whoever forwards without being trusted is told once, and remembered for ten minutes", () => {
  const told: string[] = [];
  const clients = new Clients({ trusted: [], onStranger: ({ address }) => told.push(address) });
  expect(clients.stranger()).toBeUndefined();
  for (const peer of ["127.0.0.1", "127.0.0.2"]) clients.of(requestFrom(peer, { forwarded: "for=1.1.1.1" }));
  expect(told).toEqual(["127.0.0.1"]);
  expect(clients.stranger()?.address).toBe("127.0.0.2");
  expect(clients.stranger(Date.now() + 11 * 60_000)).toBeUndefined();
});

test("a setting that names no address is refused with a sentence", () => {
  expect(() => readEnv({ TRUSTED_PROXIES: "10.0.0.0/8, my-proxy" })).toThrow(/TRUSTED_PROXIES must be addresses/);
  expect(() => readEnv({ TRUSTED_PROXIES: "10.0.0.0/33" })).toThrow(/TRUSTED_PROXIES/);
  for (const good of ["loopback", "private, 203.0.113.5", "2001:db8::/32 ::1"]) readEnv({ TRUSTED_PROXIES: good });
});

function clientsOf(proxies: string): Clients {
  return new Clients({ trusted: readEnv({ TRUSTED_PROXIES: proxies }).TRUSTED_PROXIES });
}

function requestFrom(remoteAddress: string, headers: Record<string, string>): IncomingMessage {
  const made = { headers: { host: "inside.example", ...headers }, socket: { remoteAddress } };
  return Object.assign(Object.create(null), made);
}
