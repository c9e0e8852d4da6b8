import type { Host, HostOf } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { CollectionChange, CollectionInput } from "#lib/collections/schema.ts";
import type { Uses } from "#lib/container.ts";
import { isDuplicateOf } from "#lib/db.ts";
import { Refusal } from "#lib/refusal.ts";

/** Makes an empty collection, which nobody sees before something stands in it. Returns its id. Refuses with slug_taken. */
export async function makeCollection({ db }: Uses<"db">, host: Host, input: CollectionInput): Promise<string> {
  const slug = input.slug ?? slugFor(input.name);
  return db
    .$transaction(async (tx) => {
      const { id } = await tx.collection.create({ data: { ...input, slug, ownerId: host.id } });
      await recordAct(tx, {
        actorId: host.id,
        action: "collection.made",
        subject: `collection:${id}`,
        after: { ...input, slug },
      });
      return id;
    })
    .catch((error: unknown) => {
      if (isDuplicateOf(error, "slug")) throw new Refusal("slug_taken", { field: "slug" });
      throw error;
    });
}

/** Says something else about a collection. */
export async function changeCollection(
  { db }: Uses<"db">,
  collection: HostOf<"collection">,
  change: CollectionChange,
): Promise<void> {
  await db.$transaction(async (tx) => {
    const { name, description, language, texts } = await tx.collection.findUniqueOrThrow({
      where: { id: collection.id },
    });
    await tx.collection.update({ where: { id: collection.id }, data: change });
    await recordAct(tx, {
      actorId: collection.host.id,
      action: "collection.changed",
      subject: `collection:${collection.id}`,
      before: { name, description, language, texts },
      after: change,
    });
  });
}

/** Throws a collection away; its products stay what they are. */
export async function deleteCollection({ db }: Uses<"db">, collection: HostOf<"collection">): Promise<void> {
  await db.$transaction(async (tx) => {
    const before = await tx.collection.delete({ where: { id: collection.id } });
    await recordAct(tx, {
      actorId: collection.host.id,
      action: "collection.deleted",
      subject: `collection:${collection.id}`,
      before,
    });
  });
}

/** An address from the name; a name in another script gets letters of its own. */
function slugFor(name: string): string {
  const base = name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 60)
    .replace(/^-+|-+$/g, "");
  return base || `collection-${crypto.randomUUID().slice(0, 6)}`;
}
