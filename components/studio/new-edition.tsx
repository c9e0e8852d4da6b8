"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import type { ProductView } from "#lib/catalog/schema.ts";
import { EditionForm } from "./edition-form.tsx";

export function NewEdition({ product, pictures }: { product: ProductView; pictures: string[] }) {
  const t = useTranslations("studio.editionForm");
  const router = useRouter();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button look="line" size="sm" aria-label={t("openFor", { product: product.name })} onClick={() => setOpen(true)}>
        {t("open")}
      </Button>
      <Sheet open={open} onOpenChange={setOpen} title={t("heading", { product: product.name })}>
        <EditionForm
          product={product}
          pictures={pictures}
          onSaved={() => {
            setOpen(false);
            router.refresh();
          }}
          onCancel={() => setOpen(false)}
        />
      </Sheet>
    </>
  );
}
