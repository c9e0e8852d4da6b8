import { createHmac, timingSafeEqual } from "node:crypto";

type Claimed = { id: string; email: string };

const goodFor = 7 * 86_400_000;

/** Links in mails that prove to us that somebody reads what is sent to the address of their account. Good for seven days. */
export class AddressLinks {
  readonly #secret: Buffer;
  readonly #publicUrl: string;

  constructor({ secret, publicUrl }: { secret: string; publicUrl: string }) {
    this.#secret = createHmac("sha256", secret).update("links to addresses").digest();
    this.#publicUrl = publicUrl;
  }

  to({ id, email }: Claimed, now = Date.now()): string {
    const until = Math.floor((now + goodFor) / 1000).toString(36);
    return `${this.#publicUrl}/confirm-address?account=${id}&key=${until}.${this.#sign({ id, email }, until)}`;
  }

  opens(account: Claimed, key: string, now = Date.now()): boolean {
    const [, until = "", given = ""] = /^([0-9a-z]{1,9})\.([\w-]{43})$/.exec(key) ?? [];
    const wanted = Buffer.from(this.#sign(account, until));
    const isGenuine = given.length === wanted.length && timingSafeEqual(Buffer.from(given), wanted);
    return isGenuine && Number.parseInt(until, 36) * 1000 > now;
  }

  #sign({ id, email }: Claimed, until: string): string {
    return createHmac("sha256", this.#secret).update(`${id.toLowerCase()}:${until}:${email}`).digest("base64url");
  }
}
