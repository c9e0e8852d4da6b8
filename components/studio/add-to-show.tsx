"use client";

import { useTranslations } from "next-intl";
import { useAct } from "#components/forms/use-act.ts";
import { callApi } from "#components/session/call-api.ts";
import { Select } from "#components/ui/input.tsx";
import { showToast } from "#components/ui/toasts.ts";
import type { ProductView } from "#lib/catalog/schema.ts";
import type { ShowCard } from "#lib/shows/schema.ts";

/** Puts a product on the run list of a show that is not over. */
export function AddToShow({ product, shows }: { product: ProductView; shows: ShowCard[] }) {
  const t = useTranslations("studio.addToShow");
  const { busy, run } = useAct();

  async function add(show: ShowCard | undefined) {
    if (!show) return;
    const body = { productId: product.id };
    const done = await run(() => callApi("POST", `/api/shows/${show.id}/products`, { body }));
    if (done) showToast({ text: t("added", { product: product.name, show: show.title }), tone: "ok" });
  }

  return (
    <div className="w-44">
      <Select
        aria-label={t("label", { product: product.name })}
        value=""
        disabled={busy}
        onChange={(event) => void add(shows.find((show) => show.id === event.target.value))}
        className="min-h-8! text-sm!"
      >
        <option value="">{t("choose")}</option>
        {shows.map((show) => (
          <option key={show.id} value={show.id}>
            {show.title}
          </option>
        ))}
      </Select>
    </div>
  );
}
