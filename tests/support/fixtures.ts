import { randomUUID } from "node:crypto";
import type { Role } from "#lib/accounts/schema.ts";
import type { Sessions } from "#lib/accounts/sessions.ts";
import type { Database } from "#lib/db.ts";
import { openSession, type SeededBuyer, writeBuyers } from "#prisma/seed/buyers.ts";
import { type OpenEdition, writeOpenEdition } from "#prisma/seed/open-edition.ts";

export type Person = { id: string; name: string; email: string; cookie: string };

/** The people and things of a test: made in the database, as the seed makes them. */
export type Fixtures = {
  /** A new account of any role with a session. */
  person(role: Role, name?: string): Promise<Person>;
  /** A session more for an account that exists. Returns its Cookie header. */
  signIn(email: string): Promise<string>;
  buyers(count: number): Promise<SeededBuyer[]>;
  /** Something to buy in a live show of its own; by default under a host made for it. */
  openEdition(overrides?: Parameters<typeof writeOpenEdition>[2], hostEmail?: string): Promise<OpenEdition>;
};

export function createCast(db: Database, sessions: Sessions): Fixtures {
  const signIn = (email: string) => openSession(db, sessions, email);

  async function person(role: Role, name: string = `Some ${role}`) {
    const email = `${role}-${randomUUID().slice(0, 8)}@test.launchroom`;
    const user = await db.user.create({
      data: { name, email, role, isAnonymous: role === "guest", emailVerified: role !== "guest" },
    });
    return { id: user.id, name, email, cookie: await signIn(email) };
  }

  return {
    person,
    signIn,
    buyers: (count) => writeBuyers(db, sessions, count),
    openEdition: async (overrides, hostEmail) =>
      writeOpenEdition(db, hostEmail ?? (await person("host")).email, overrides ?? {}),
  };
}
