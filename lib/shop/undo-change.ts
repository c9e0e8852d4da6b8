import { z } from "zod";
import type { Owner } from "#lib/accounts/gate.ts";
import type { Uses } from "#lib/container.ts";
import type { Queryable } from "#lib/db.ts";
import { Refusal } from "#lib/refusal.ts";
import { type LastChange, type ShopCard, type ShopView, shopCard, shopCards } from "#lib/shop/schema.ts";
import { type ShopColumns, writeShop } from "#lib/shop/write-shop.ts";

type Change = { by: string | null; at: Date; before: unknown; after: unknown };

/** Values as the audit log keeps them; a log is read as it is found, so that an older act costs no page. */
const columns = z
  .object({
    ...{ name: z.string(), legalName: z.string(), address: z.string(), taxNumber: z.string() },
    ...{ registerNumber: z.string(), contactEmail: z.string(), contactPhone: z.string(), logo: z.string() },
    ...{ logoWidth: z.int(), logoHeight: z.int(), logoTone: z.string(), accent: z.string() },
    ...{ story: z.string(), language: z.string(), texts: z.record(z.string(), z.unknown()) },
    ...{ currency: z.string(), timeZone: z.string(), languages: z.array(z.string()) },
  } satisfies Record<keyof ShopColumns, z.ZodType>)
  .partial();

/**
 * Takes the last change of a part of the settings back: what it changed is as it was before it. An undo is a change like any other, so
 * undoing twice brings the change back. Refuses with undo_over when the part was never changed.
 */
export async function undoChange(app: Uses<"db" | "shop">, owner: Owner, card: ShopCard): Promise<ShopView> {
  await writeShop(app, owner, async (_, tx) => {
    const last = await findLast(tx, card);
    if (!last) throw new Refusal("undo_over");
    const changed = columns.parse(last.after);
    const before = columns.parse(last.before);
    const names: readonly string[] = shopCards[card].filter((name) => name in changed);
    return Object.fromEntries(Object.entries(before).filter(([name]) => names.includes(name)));
  });
  return app.shop.read();
}

/** Who changed each part last, and when; null for what nobody changed. */
export async function lastChanges({ db }: Uses<"db">, _owner: Owner): Promise<Record<ShopCard, LastChange | null>> {
  const last = async (card: ShopCard): Promise<LastChange | null> => {
    const found = await findLast(db, card);
    return found && { by: found.by, at: found.at.toISOString() };
  };
  const [name, look, money, seller, story] = await Promise.all(shopCard.options.map(last));
  return { name: name ?? null, look: look ?? null, money: money ?? null, seller: seller ?? null, story: story ?? null };
}

async function findLast(db: Queryable, card: ShopCard): Promise<Change | null> {
  const names: string[] = [...shopCards[card]];
  const [found] = await db.$queryRaw<Change[]>`
    SELECT u.name AS by, a.at, a.before, a.after FROM audit_entry a LEFT JOIN "user" u ON u.id = a.actor_id
    WHERE a.subject = 'shop' AND a.action = 'shop.changed' AND a.after ?| ${names}::text[] ORDER BY a.id DESC LIMIT 1`;
  return found ?? null;
}
