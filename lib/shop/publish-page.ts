import type { Owner } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import { Refusal } from "#lib/refusal.ts";
import { viewPage } from "#lib/shop/pages.ts";
import type { PageInput, PageKind, PageView } from "#lib/shop/schema.ts";

/**
 * Publishes the next version of a page in one language; the versions before it stay, and orders stay bound to theirs. Refuses with
 * page_changed when somebody published since the writer began, and with page_unchanged when the words are the same.
 */
export async function publishPage(
  { db, shop }: Uses<"db" | "shop">,
  owner: Owner,
  { kind, language, after, body }: PageInput & { kind: PageKind },
): Promise<PageView> {
  const page = await db.$transaction(async (tx) => {
    // One writer at a time: the row of the shop is there also before the first version is.
    await tx.$queryRaw`SELECT FROM shop WHERE id = 1 FOR UPDATE`;
    const last = await tx.shopPage.findFirst({ where: { kind, language }, orderBy: { version: "desc" } });
    if ((last?.version ?? 0) !== after) throw new Refusal("page_changed", { detail: { version: last?.version ?? 0 } });
    if (last?.body === body) throw new Refusal("page_unchanged");
    const made = await tx.shopPage.create({ data: { kind, language, version: after + 1, body, authorId: owner.id } });
    await recordAct(tx, {
      actorId: owner.id,
      action: "page.published",
      subject: `page:${kind}:${language}`,
      before: { version: after },
      after: { version: made.version, body },
    });
    return made;
  });
  shop.forget();
  return viewPage(page);
}
