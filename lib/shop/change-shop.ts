import type { Owner } from "#lib/accounts/gate.ts";
import type { Uses } from "#lib/container.ts";
import { Refusal } from "#lib/refusal.ts";
import { judgeAccent } from "#lib/shop/look/accent.ts";
import type { ShopChange, ShopView } from "#lib/shop/schema.ts";
import { writeShop } from "#lib/shop/write-shop.ts";

/**
 * Changes who the shop is and how it looks. Every page, mail and receipt says it from now on; what was sent stays as it was. Refuses
 * with accent_unreadable, which offers the nearest colour that can be read.
 */
export async function changeShop(
  app: Uses<"db" | "shop">,
  owner: Owner,
  { accent, ...change }: ShopChange,
): Promise<ShopView> {
  if (accent) expectReadable(accent);
  await writeShop(app, owner, () => ({ ...change, ...(accent === undefined ? {} : { accent: accent ?? "" }) }));
  return app.shop.read();
}

function expectReadable(accent: string): void {
  const { isReadable, ratio, least, nearest } = judgeAccent(accent);
  if (isReadable) return;
  const facts = { ratio: (Math.floor(ratio * 10) / 10).toFixed(1), least: String(least) };
  throw new Refusal("accent_unreadable", { field: "accent", detail: { ...facts, nearest } });
}
