import { hashPassword } from "#lib/accounts/password.ts";
import type { Role } from "#lib/accounts/schema.ts";
import type { Container } from "#lib/container.ts";

export const demoPassword = "launchroom-demo";

export const demoPeople = [
  { name: "Ines Qiu", email: "host@demo.launchroom", role: "host", image: "/demo/founder.svg" },
  { name: "Ops desk", email: "ops@demo.launchroom", role: "ops", image: null },
  { name: "Mara Lind", email: "owner@demo.launchroom", role: "owner", image: null },
  { name: "Chen Lin", email: "viewer@demo.launchroom", role: "viewer", image: null },
] as const satisfies { name: string; email: string; role: Role; image: string | null }[];

/** The demo's staff and first viewer, each with the demo password. Returns their ids by e-mail. */
export async function writePeople(db: Container["db"]): Promise<Map<string, string>> {
  const password = await hashPassword(demoPassword);
  const ids = new Map<string, string>();
  for (const person of demoPeople) {
    const user = await db.user.upsert({
      where: { email: person.email },
      update: {},
      create: { ...person, emailVerified: true },
    });
    ids.set(person.email, user.id);
    const known = await db.account.findFirst({ where: { userId: user.id, providerId: "credential" } });
    if (!known)
      await db.account.create({ data: { userId: user.id, accountId: user.id, providerId: "credential", password } });
  }
  return ids;
}
