import type { Uses } from "#lib/container.ts";

/** The currency that the newest edition is sold in: what a fee is most likely typed in. */
export async function findMainCurrency({ db }: Uses<"db">): Promise<string> {
  const edition = await db.edition.findFirst({ orderBy: { createdAt: "desc" }, select: { currency: true } });
  return edition?.currency ?? "EUR";
}
