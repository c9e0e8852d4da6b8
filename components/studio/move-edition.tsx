"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useAct } from "#components/forms/use-act.ts";
import { callApi } from "#components/session/call-api.ts";
import { Announce } from "#components/ui/announce.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import type { EditionView, ProductView } from "#lib/catalog/schema.ts";

/** One place up or down in the order that buyers see. The buttons keep the focus, so that a key moves it on. */
export function MoveEdition({ product, edition }: { product: ProductView; edition: EditionView }) {
  const t = useTranslations("studio.editions");
  const router = useRouter();
  const { busy, run } = useAct();
  const ids = product.editions.map(({ id }) => id);
  const place = ids.indexOf(edition.id);
  const last = ids.length - 1;

  const move = (to: number) => {
    if (busy || to < 0 || to > last) return;
    const order = ids.filter((id) => id !== edition.id).toSpliced(to, 0, edition.id);
    void run(async () => {
      await callApi("PUT", `/api/products/${product.id}/editions/order`, { body: { ids: order } });
      router.refresh();
    });
  };

  return (
    <>
      <IconButton
        small
        label={t("up", { edition: edition.name })}
        aria-disabled={place === 0}
        onClick={() => move(place - 1)}
        className="text-soft aria-disabled:opacity-45"
      >
        <ArrowUp aria-hidden />
      </IconButton>
      <IconButton
        small
        label={t("down", { edition: edition.name })}
        aria-disabled={place === last}
        onClick={() => move(place + 1)}
        className="text-soft aria-disabled:opacity-45"
      >
        <ArrowDown aria-hidden />
      </IconButton>
      <Announce of={String(place)} text={t("placed", { edition: edition.name, place: place + 1, count: last + 1 })} />
    </>
  );
}
