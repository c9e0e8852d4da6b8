import { createHmac, timingSafeEqual } from "node:crypto";

type Linked = { id: string; contact: string };

const goodFor = 180 * 86_400_000;

/**
 * Links in mails that show one order to whoever holds them, on any device, for 180 days. They open it for reading, for paying its
 * balance and for saying where it goes while nobody has: to change anything else takes the session that ordered. They name the contact too, so that whoever had an order before
 * cannot look at it any more.
 */
export class OrderLinks {
  readonly #secret: Buffer;
  readonly #publicUrl: string;

  constructor({ secret, publicUrl }: { secret: string; publicUrl: string }) {
    this.#secret = createHmac("sha256", secret).update("links to orders").digest();
    this.#publicUrl = publicUrl;
  }

  to({ id, contact }: Linked, now = Date.now()): string {
    const until = Math.floor((now + goodFor) / 1000).toString(36);
    return `${this.#publicUrl}/preorders/${id}?key=${until}.${this.#sign({ id, contact }, until)}`;
  }

  opens(order: Linked, key: string, now = Date.now()): boolean {
    const [, until = "", given = ""] = /^([0-9a-z]{1,9})\.([\w-]{43})$/.exec(key) ?? [];
    const wanted = Buffer.from(this.#sign(order, until));
    const isGenuine = given.length === wanted.length && timingSafeEqual(Buffer.from(given), wanted);
    return isGenuine && Number.parseInt(until, 36) * 1000 > now;
  }

  #sign({ id, contact }: Linked, until: string): string {
    return createHmac("sha256", this.#secret).update(`${id.toLowerCase()}:${until}:${contact}`).digest("base64url");
  }
}
