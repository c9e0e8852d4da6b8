import { createHmac, timingSafeEqual } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { Actor } from "#lib/accounts/schema.ts";
import type { Database } from "#lib/db.ts";

/** `endsAt` is counted by performance.now(), from what the database's clock said was left. */
type Known = { actor: Actor; token: string; endsAt: number };
type Asked = { token: string; resolve: (known: Known | null) => void; reject: (error: unknown) => void };

/**
 * Who stands behind a cookie. Signatures are checked before the database is asked; look-ups that arrive together are one
 * statement; what was found is remembered until the database says that the session, the account or its role changed.
 */
export class Sessions {
  readonly #db: Database;
  readonly #secret: string;
  readonly #cookieName: string;
  readonly #known = new LRUCache<string, Known>({ max: 200_000, ttl: 15 * 60_000 });
  #asked: Asked[] = [];
  #forgotten = 0;

  constructor({ db, secret, secure }: { db: Database; secret: string; secure: boolean }) {
    this.#db = db;
    this.#secret = secret;
    this.#cookieName = `${secure ? "__Secure-" : ""}launchroom.session_token`;
  }

  /** The account behind a Cookie header; null when there is none, or it ended, or it was tampered with. */
  async find(cookieHeader: string | null | undefined): Promise<Actor | null> {
    const cookie = cookieHeader ? readCookie(cookieHeader, this.#cookieName) : null;
    if (!cookie) return null;
    const remembered = this.#known.get(cookie);
    if (remembered) return remembered.endsAt > performance.now() ? remembered.actor : null;
    const token = this.#openCookie(cookie);
    if (!token) return null;
    const before = this.#forgotten;
    const found = await this.#ask(token);
    if (!found) return null;
    if (before === this.#forgotten) this.#known.set(cookie, found);
    return found.actor;
  }

  /** The session token in a Cookie header, when its signature is ours. */
  tokenOf(cookieHeader: string | null | undefined): string | null {
    const cookie = cookieHeader ? readCookie(cookieHeader, this.#cookieName) : null;
    return cookie ? this.#openCookie(cookie) : null;
  }

  /** A Cookie header value for a session token, as better-auth signs it. */
  cookieFor(token: string): string {
    return `${this.#cookieName}=${encodeURIComponent(`${token}.${this.#sign(token)}`)}`;
  }

  forgetUser(userId: string) {
    this.#forgotten += 1;
    for (const [cookie, { actor }] of this.#known.entries()) if (actor.id === userId) this.#known.delete(cookie);
  }

  forgetToken(token: string) {
    this.#forgotten += 1;
    this.#known.delete(encodeURIComponent(`${token}.${this.#sign(token)}`));
  }

  forgetAll() {
    this.#forgotten += 1;
    this.#known.clear();
  }

  #openCookie(cookie: string): string | null {
    const value = decode(cookie);
    const dot = value.lastIndexOf(".");
    if (dot < 1 || value.length > 400) return null;
    const token = value.slice(0, dot);
    const given = Buffer.from(value.slice(dot + 1));
    const wanted = Buffer.from(this.#sign(token));
    return given.length === wanted.length && timingSafeEqual(given, wanted) ? token : null;
  }

  #sign(token: string): string {
    return createHmac("sha256", this.#secret).update(token).digest("base64");
  }

  #ask(token: string): Promise<Known | null> {
    return new Promise((resolve, reject) => {
      this.#asked.push({ token, resolve, reject });
      if (this.#asked.length === 1) setImmediate(() => void this.#lookUp());
    });
  }

  async #lookUp() {
    const asked = this.#asked;
    this.#asked = [];
    try {
      const tokens = [...new Set(asked.map(({ token }) => token))];
      const asking = performance.now();
      const rows = await this.#db.$queryRaw<(Actor & { token: string; leftMs: number })[]>`
        SELECT s.token, extract(epoch FROM s.expires_at - now())::float8 * 1000 AS "leftMs", u.id, u.name, u.email, u.role::text AS role, u.is_anonymous AS "isAnonymous"
        FROM session s JOIN "user" u ON u.id = s.user_id WHERE s.token = ANY (${tokens}::text[]) AND s.expires_at > now()`;
      const found = new Map(
        rows.map(({ token, leftMs, ...actor }) => [token, { actor, token, endsAt: asking + leftMs }]),
      );
      for (const { token, resolve } of asked) resolve(found.get(token) ?? null);
    } catch (error) {
      for (const { reject } of asked) reject(error);
    }
  }
}

function readCookie(header: string, name: string): string | null {
  for (const part of header.split(";")) {
    const equals = part.indexOf("=");
    if (equals > 0 && part.slice(0, equals).trim() === name) return part.slice(equals + 1).trim();
  }
  return null;
}

function decode(cookie: string): string {
  try {
    return decodeURIComponent(cookie);
  } catch {
    return "";
  }
}
