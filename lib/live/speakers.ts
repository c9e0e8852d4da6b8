import type { ClientEventName } from "#lib/live/contract.ts";
import { type Rate, RateLimit } from "#lib/rate-limit.ts";

/** From where somebody speaks: a browser, where it keeps a cookie, and an address. */
export type Origin = { device: string | null; network: string };
/** Who speaks on a socket. */
export type Speaker = Origin & { account: string | null };

/** How often one person may say what, over however many sockets. */
const rates: Record<ClientEventName, Rate> = {
  join: { points: 20, duration: 5 },
  leave: { points: 20, duration: 5 },
  visible: { points: 20, duration: 10 },
  watchBoard: { points: 10, duration: 5 },
  watchTalk: { points: 10, duration: 5 },
  like: { points: 6, duration: 2 },
  chat: { points: 5, duration: 5 },
  vote: { points: 6, duration: 5 },
  arrive: { points: 2, duration: 60 },
  watch: { points: 4, duration: 10 },
};

/** An address may be an office or a hall. Without an account and a browser's cookie it is a few programs. */
const peopleOfAddress = 100;
export const namelessOfAddress = 8;
const maxSockets = 40;

/** Counts what is said by account, by browser and by address, and how many sockets an account and a browser have. */
export class Speakers {
  readonly #own = limitsOf(1);
  readonly #nameless = limitsOf(namelessOfAddress);
  readonly #addresses = limitsOf(peopleOfAddress);
  readonly #sockets = new Map<string, number>();

  /** Before anybody is looked up. Refuses with rate_limited. */
  spendSocket(name: ClientEventName, socketId: string) {
    this.#own[name].spend(socketId);
  }

  /** Refuses with rate_limited. */
  spend(name: ClientEventName, { account, device, network }: Speaker) {
    if (account) this.#own[name].spend(`account:${account}`);
    if (device) this.#own[name].spend(`device:${device}`);
    if (!account && !device) this.#nameless[name].spend(network);
    this.#addresses[name].spend(network);
  }

  /** Counts one more socket of an account or a browser until it is given back; false when there are too many. */
  take(key: string): boolean {
    const open = this.#sockets.get(key) ?? 0;
    if (open >= maxSockets) return false;
    this.#sockets.set(key, open + 1);
    return true;
  }

  giveBack(key: string) {
    const left = (this.#sockets.get(key) ?? 1) - 1;
    if (left > 0) this.#sockets.set(key, left);
    else this.#sockets.delete(key);
  }
}

function limitsOf(people: number): Record<ClientEventName, RateLimit> {
  const limit = ({ points, duration }: Rate) => new RateLimit({ points: points * people, duration });
  return {
    ...{ join: limit(rates.join), leave: limit(rates.leave), watchBoard: limit(rates.watchBoard) },
    ...{ visible: limit(rates.visible), like: limit(rates.like), chat: limit(rates.chat) },
    ...{ vote: limit(rates.vote), watch: limit(rates.watch), arrive: limit(rates.arrive) },
    watchTalk: limit(rates.watchTalk),
  };
}

/** Nameless programs behind one address beyond the first few count as one viewer. */
export class NamelessViewers {
  readonly #own = new Map<string, Set<string>>();

  viewerId(network: string, socketId: string): string {
    const own = this.#own.get(network) ?? new Set<string>();
    this.#own.set(network, own);
    if (own.size >= namelessOfAddress) return `nameless:${network}`;
    own.add(socketId);
    return socketId;
  }

  leave(network: string, socketId: string) {
    const own = this.#own.get(network);
    if (own?.delete(socketId) && own.size === 0) this.#own.delete(network);
  }
}
