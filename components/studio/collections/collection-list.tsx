"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { EmptyState } from "#components/ui/empty-state.tsx";
import type { ProductView } from "#lib/catalog/schema.ts";
import type { CollectionView } from "#lib/collections/schema.ts";
import { CollectionCard } from "./collection-card.tsx";
import { CollectionForm } from "./collection-form.tsx";

type CollectionListProps = { collections: CollectionView[]; products: ProductView[] };

/** Every collection of the host with what it shows. */
export function CollectionList({ collections, products }: CollectionListProps) {
  const t = useTranslations("studio.collections");
  const { refresh } = useRouter();
  const make = <CollectionForm onSaved={refresh} />;
  if (collections.length === 0) {
    return (
      <EmptyState title={t("empty")} action={make}>
        {t("emptyLead")}
      </EmptyState>
    );
  }
  return (
    <div className="grid justify-items-start gap-8">
      {make}
      <ul className="grid w-full gap-10">
        {collections.map((collection) => (
          <CollectionCard key={collection.id} {...{ collection, products }} onChanged={refresh} />
        ))}
      </ul>
    </div>
  );
}
