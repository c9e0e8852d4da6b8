"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import type { ProductView } from "#lib/catalog/schema.ts";
import { EditionForm } from "./edition-form.tsx";
import { ProductForm } from "./product-form.tsx";

/** A new product, then its first edition, in one sheet: a product without an edition cannot be sold. */
export function NewProduct({ pictures }: { pictures: string[] }) {
  const t = useTranslations("studio.productForm");
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [made, setMade] = useState<ProductView | null>(null);

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
          <EditionForm
            product={made}
            pictures={pictures}
            onSaved={() => {
              change(false);
              router.refresh();
            }}
          />
        ) : (
          <ProductForm
            pictures={pictures}
            onSaved={(product) => {
              setMade(product);
              router.refresh();
            }}
          />
        )}
      </Sheet>
    </>
  );
}
