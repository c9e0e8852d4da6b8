import type { IncomingMessage } from "node:http";
import { type AddressRange, isWithin, networkOf, parseAddress } from "#lib/network/address-range.ts";
import { isForwarded, readHops } from "#lib/network/forwarded.ts";

/** Who sent a request, as far as it can be known. */
export type Client = {
  address: string;
  /** The address as limits count it: IPv6 by its network of 64 bits. */
  network: string;
  protocol: "http" | "https";
  /** The name it called us by. */
  host: string | undefined;
};

/** Somebody who is not among TRUSTED_PROXIES said that he passes requests on for others. */
export type Stranger = { address: string; at: number };

type Peer = { address: string; network: string; trusted: boolean };

/** Long enough to be seen by who looks now and then, short enough to go when it was mended. */
const warnForMs = 10 * 60_000;

/**
 * Tells who sends requests. What X-Forwarded-For and Forwarded say is believed only from TRUSTED_PROXIES, from the right:
 * the first hop that is no proxy of ours is the client, whatever stands left of it.
 */
export class Clients {
  readonly #trusted: AddressRange[];
  readonly #onStranger: (stranger: Stranger) => void;
  /** By socket: a line carries many requests of one peer. */
  readonly #peers = new WeakMap<object, Peer>();
  readonly #known = new WeakMap<IncomingMessage, Client>();
  #stranger: Stranger | undefined;

  constructor({
    trusted,
    onStranger = () => undefined,
  }: {
    trusted: AddressRange[];
    /** Called for the first one in this process. */
    onStranger?: (stranger: Stranger) => void;
  }) {
    this.#trusted = trusted;
    this.#onStranger = onStranger;
  }

  of(request: IncomingMessage): Client {
    const known = this.#known.get(request);
    if (known) return known;
    const client = this.#tell(request);
    this.#known.set(request, client);
    return client;
  }

  /** The name it called us by, without the cost of remembering the rest where nobody forwards. */
  hostOf(request: IncomingMessage): string | undefined {
    return isForwarded(request.headers) ? this.of(request).host : request.headers.host;
  }

  /** Who is at the other end of a line; `trusted` when that is a proxy of ours, which carries many clients. */
  peer(socket: object & { remoteAddress?: string }): Peer {
    const known = this.#peers.get(socket);
    if (known) return known;
    const parsed = parseAddress(socket.remoteAddress ?? "");
    const address = parsed?.toString() ?? "unknown";
    const trusted = parsed !== undefined && isWithin(parsed, this.#trusted);
    const peer = { address, network: networkOf(address), trusted };
    // A line that is already gone has no address; that is not to be remembered.
    if (parsed) this.#peers.set(socket, peer);
    return peer;
  }

  /** The last one of the last ten minutes who forwarded without being trusted. */
  stranger(now = Date.now()): Stranger | undefined {
    return this.#stranger && now - this.#stranger.at < warnForMs ? this.#stranger : undefined;
  }

  #tell(request: IncomingMessage): Client {
    const { headers, socket } = request;
    const peer = this.peer(socket);
    const encrypted = "encrypted" in socket && socket.encrypted === true;
    const direct = { ...peer, protocol: encrypted ? ("https" as const) : ("http" as const), host: headers.host };
    if (!isForwarded(headers)) return plain(direct);
    if (peer.trusted) return plain({ ...direct, ...this.#follow(headers) });
    if (!this.#stranger) this.#onStranger({ address: peer.address, at: Date.now() });
    this.#stranger = { address: peer.address, at: Date.now() };
    return plain(direct);
  }

  /** From the nearest hop on, as long as whoever wrote it down is a proxy of ours. */
  #follow(headers: IncomingMessage["headers"]): Partial<Client> {
    let found: Partial<Client> = {};
    for (const hop of readHops(headers)) {
      const address = parseAddress(hop.address ?? "");
      // "unknown", a made-up name, an address that is none: nothing is known beyond the hop before.
      if (!address) break;
      const text = address.toString();
      found = {
        ...{ address: text, network: networkOf(text) },
        ...(hop.protocol === "https" || hop.protocol === "http" ? { protocol: hop.protocol } : {}),
        ...(isHost(hop.host) ? { host: hop.host } : {}),
      };
      if (!isWithin(address, this.#trusted)) break;
    }
    return found;
  }
}

function plain({ address, network, protocol, host }: Client): Client {
  return { address, network, protocol, host };
}

function isHost(text: string | undefined): boolean {
  return text !== undefined && /^(?:[\w.-]{1,253}|\[[\da-f:.]{2,45}\])(?::\d{1,5})?$/i.test(text);
}
