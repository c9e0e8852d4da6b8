/** Sockets that may be opened in one second: by all strangers, by one address, by all who are signed in, by one session. */
const perSecond = { strangers: 2000, address: 1000, known: 2000, session: 10 };

/**
 * How many sockets may be opened in a second, so that a storm does not stop what else is to be done. Whoever carries a session
 * of ours has a budget of their own: no flood from their own address shuts them out.
 */
export class Handshakes {
  #second = 0;
  #strangers = 0;
  #known = 0;
  readonly #byKey = new Map<string, number>();

  admit({ network, session }: { network: string; session: string | null }, now = Date.now()): boolean {
    const second = Math.floor(now / 1000);
    if (second !== this.#second) this.#turn(second);
    if (session && this.#known < perSecond.known && this.#count(session) <= perSecond.session) {
      this.#known += 1;
      return true;
    }
    if (this.#strangers >= perSecond.strangers || this.#count(network) > perSecond.address) return false;
    this.#strangers += 1;
    return true;
  }

  #count(key: string): number {
    const counted = (this.#byKey.get(key) ?? 0) + 1;
    this.#byKey.set(key, counted);
    return counted;
  }

  #turn(second: number) {
    this.#second = second;
    this.#strangers = 0;
    this.#known = 0;
    this.#byKey.clear();
  }
}
