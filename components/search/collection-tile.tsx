import Link from "next/link";
import { useTranslations } from "next-intl";
import { CardBadge, langOf } from "#components/catalog/foreign-text.tsx";
import { ProductImage } from "#components/catalog/product-image.tsx";
import type { CollectionCard } from "#lib/collections/schema.ts";

/** A collection by its first pictures, its name and how much is in it. */
export function CollectionTile({ collection }: { collection: CollectionCard }) {
  const t = useTranslations("shelf");
  const pictures = collection.pictures.slice(0, 3);
  return (
    <li className="group relative grid content-start gap-3">
      <div className="grid auto-cols-fr grid-flow-col gap-1 overflow-hidden rounded-sm">
        {pictures.map((picture) => (
          <ProductImage key={picture} src={picture} name={collection.name} className="aspect-4/3 w-full" />
        ))}
        {pictures.length === 0 && <ProductImage src={null} name={collection.name} className="aspect-3/1 w-full" />}
      </div>
      <div>
        <h3 lang={langOf(collection.foreign, "name")} className="headline text-lg">
          <Link
            href={`/collections/${collection.slug}`}
            className="underline-offset-4 after:absolute after:inset-0 group-hover:underline"
          >
            {collection.name}
          </Link>
        </h3>
        <CardBadge foreign={collection.foreign} field="name" />
        <p className="text-sm text-soft">{t("count", { count: collection.count })}</p>
      </div>
    </li>
  );
}

export function CollectionGrid({ collections }: { collections: CollectionCard[] }) {
  return (
    <ul className="grid gap-x-8 gap-y-10 sm:grid-cols-2 lg:grid-cols-3">
      {collections.map((collection) => (
        <CollectionTile key={collection.id} collection={collection} />
      ))}
    </ul>
  );
}
