import { createHmac, timingSafeEqual } from "node:crypto";

const goodFor = 180 * 86_400_000;

/**
 * Links in mails that show one order to whoever holds them, on any device, for 180 days. They open it for reading,
 * and for paying its balance: to change anything else takes the session that ordered.
 */
export class OrderLinks {
  readonly #secret: Buffer;
  readonly #publicUrl: string;

  constructor({ secret, publicUrl }: { secret: string; publicUrl: string }) {
    this.#secret = createHmac("sha256", secret).update("links to orders").digest();
    this.#publicUrl = publicUrl;
  }

  to(orderId: string, now = Date.now()): string {
    const until = Math.floor((now + goodFor) / 1000).toString(36);
    return `${this.#publicUrl}/preorders/${orderId}?key=${until}.${this.#sign(orderId, until)}`;
  }

  opens(orderId: string, key: string, now = Date.now()): boolean {
    const [, until = "", given = ""] = /^([0-9a-z]{1,9})\.([\w-]{43})$/.exec(key) ?? [];
    const wanted = Buffer.from(this.#sign(orderId, until));
    const isGenuine = given.length === wanted.length && timingSafeEqual(Buffer.from(given), wanted);
    return isGenuine && Number.parseInt(until, 36) * 1000 > now;
  }

  #sign(orderId: string, until: string): string {
    return createHmac("sha256", this.#secret).update(`${orderId.toLowerCase()}:${until}`).digest("base64url");
  }
}
