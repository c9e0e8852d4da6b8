"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { MoveButtons } from "#components/forms/move-buttons.tsx";
import { callApi } from "#components/session/call-api.ts";
import type { EditionView, ProductView } from "#lib/catalog/schema.ts";

/** One place up or down in the order that buyers see. */
export function MoveEdition({ product, edition: { id, name } }: { product: ProductView; edition: EditionView }) {
  const t = useTranslations("studio.editions");
  const router = useRouter();
  const ids = product.editions.map((edition) => edition.id);
  return (
    <MoveButtons
      id={id}
      ids={ids}
      up={t("up", { edition: name })}
      down={t("down", { edition: name })}
      placed={(place) => t("placed", { edition: name, place, count: ids.length })}
      save={async (order) => {
        await callApi("PUT", `/api/products/${product.id}/editions/order`, { body: { ids: order } });
        router.refresh();
      }}
    />
  );
}
