"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { callApi } from "#components/session/call-api.ts";
import { Button } from "#components/ui/button.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { showToast } from "#components/ui/toasts.ts";
import type { ProductView } from "#lib/catalog/schema.ts";
import type { ShowCard } from "#lib/shows/schema.ts";
import { EditionForm } from "./edition-form.tsx";
import { ProductForm } from "./product-form.tsx";

/** A new product, then its first edition, in one sheet: a product without an edition cannot be sold. */
export function NewProduct({ pictures, show }: { pictures: string[]; show?: ShowCard }) {
  const t = useTranslations("studio.productForm");
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [made, setMade] = useState<ProductView | null>(null);

  /** Made for a show it is on its run list at once; where the page shows it, it comes into view. */
  async function keep(product: ProductView) {
    setMade(product);
    if (show) await callApi("POST", `/api/shows/${show.id}/products`, { body: { productId: product.id } });
    showToast({
      text: show ? t("madeFor", { product: product.name, show: show.title }) : t("made", { product: product.name }),
      tone: "ok",
    });
    router.refresh();
  }

  function finish(product: ProductView) {
    change(false);
    router.refresh();
    router.push(`/studio/products${show ? `?show=${show.id}` : ""}#product-${product.slug}`);
  }

  function change(next: boolean) {
    setOpen(next);
    if (!next) setMade(null);
  }

  return (
    <>
      <Button onClick={() => setOpen(true)}>{t("open")}</Button>
      <Sheet
        open={open}
        onOpenChange={change}
        title={made ? t("firstEdition", { product: made.name }) : t("heading")}
        description={made ? t("stepTwo") : t("stepOne")}
      >
        {made ? (
          <EditionForm product={made} pictures={pictures} onSaved={finish} onCancel={() => change(false)} />
        ) : (
          <ProductForm pictures={pictures} onSaved={(product) => void keep(product)} onCancel={() => change(false)} />
        )}
      </Sheet>
    </>
  );
}
