import { createHmac, timingSafeEqual } from "node:crypto";
import type { Actor } from "#lib/accounts/schema.ts";
import type { Statements } from "#lib/statements.ts";

/** `until` is the end of the session, or of what we trust our memory: by performance.now(), from what the database's clock said was left. */
type Known = { actor: Actor; until: number };
type Asked = { token: string; resolve: (known: Known | null) => void; reject: (error: unknown) => void };

const most = 200_000;
const trustedFor = 15 * 60_000;

/**
 * Who stands behind a cookie. A session that still has to show a second factor stands for nobody. Signatures are checked before the database is asked; look-ups that arrive while the last
 * ones are on their way are one statement; what was found is remembered until the database says that the session, the
 * account or its role changed.
 */
export class Sessions {
  readonly #db: Statements;
  readonly #secret: string;
  /** What the cookie is called that signing in sets. */
  readonly cookieName: string;
  readonly #cookie: RegExp;
  /** By signed cookie, the oldest first. */
  readonly #known = new Map<string, Known>();
  #asked: Asked[] = [];
  #asking = false;
  #forgotten = 0;

  constructor({ db, secret, secure }: { db: Statements; secret: string; secure: boolean }) {
    this.#db = db;
    this.#secret = secret;
    this.cookieName = `${secure ? "__Host-" : ""}launchroom.session_token`;
    this.#cookie = new RegExp(`(?:^|;\\s*)${this.cookieName.replace(".", "\\.")}=([^;]*)`);
  }

  /** The account behind a Cookie header as far as it is remembered; null means no more than that `find` has to ask. */
  known(cookieHeader: string | null | undefined): Actor | null {
    const known = this.#known.get(this.#read(cookieHeader));
    return known && known.until > performance.now() ? known.actor : null;
  }

  /** The account behind a Cookie header; null when there is none, or it ended, or it was tampered with. */
  async find(cookieHeader: string | null | undefined): Promise<Actor | null> {
    const known = this.known(cookieHeader);
    if (known) return known;
    const cookie = this.#read(cookieHeader);
    const token = this.#openCookie(cookie);
    if (!token) return null;
    const before = this.#forgotten;
    const found = await this.#ask(token);
    if (!found) return null;
    // Under the one spelling that `forgetToken` knows; of any other the database is asked each time.
    const spelled = encodeURIComponent(decode(cookie));
    if (before === this.#forgotten && cookie === spelled) this.#remember(spelled, found);
    return found.actor;
  }

  /** The session token in a Cookie header, when its signature is ours. */
  tokenOf(cookieHeader: string | null | undefined): string | null {
    return this.#openCookie(this.#read(cookieHeader));
  }

  /** A Cookie header value for a session token, as better-auth signs it. */
  cookieFor(token: string): string {
    return `${this.cookieName}=${encodeURIComponent(`${token}.${this.#sign(token)}`)}`;
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

  #remember(cookie: string, { actor, until }: Known) {
    const oldest = this.#known.size < most ? undefined : this.#known.keys().next().value;
    this.#known.delete(oldest ?? cookie);
    this.#known.set(cookie, { actor, until: Math.min(until, performance.now() + trustedFor) });
  }

  /** The signed cookie in a Cookie header; empty when there is none. */
  #read(header: string | null | undefined): string {
    return (header && this.#cookie.exec(header)?.[1]?.trim()) || "";
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
      if (!this.#asking) setImmediate(() => void this.#lookUpAll());
      this.#asking = true;
    });
  }

  async #lookUpAll() {
    while (this.#asked.length > 0) await this.#lookUp(this.#asked.splice(0));
    this.#asking = false;
  }

  async #lookUp(asked: Asked[]) {
    try {
      const tokens = [...new Set(asked.map(({ token }) => token))];
      const asking = performance.now();
      const rows = await this.#db.$queryRaw<(Actor & { token: string; leftMs: number })[]>`
        SELECT s.token, extract(epoch FROM s.expires_at - now())::float8 * 1000 AS "leftMs", u.id, u.name, coalesce(u.claimed_email, u.email) AS email, u.role::text AS role,
          u.is_anonymous AND u.claimed_email IS NULL AS "isAnonymous", u.email_verified AS "emailVerified",
          EXISTS (SELECT FROM show_role r WHERE r.user_id = u.id AND r.role = 'producer') AS "worksDesks",
          EXISTS (SELECT FROM show_role r WHERE r.user_id = u.id) AS "keepsTalk",
          u.role NOT IN ('guest', 'viewer') AND (SELECT demands_factors FROM shop WHERE id = 1)
            AND NOT EXISTS (SELECT FROM factor f WHERE f.user_id = u.id AND f.confirmed_at IS NOT NULL) AS "owesFactor"
        FROM session s JOIN "user" u ON u.id = s.user_id
        WHERE s.token = ANY (${tokens}::text[]) AND s.expires_at > now() AND s.factor_due IS NULL AND u.erased_at IS NULL`;
      const found = new Map(rows.map(({ token, leftMs, ...actor }) => [token, { actor, until: asking + leftMs }]));
      for (const { token, resolve } of asked) resolve(found.get(token) ?? null);
    } catch (error) {
      for (const { reject } of asked) reject(error);
    }
  }
}

function decode(cookie: string): string {
  try {
    return decodeURIComponent(cookie);
  } catch {
    return "";
  }
}
