"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import type { EditionView, ProductView } from "#lib/catalog/schema.ts";
import { EditionForm } from "./edition-form.tsx";

type DuplicateEditionProps = { product: ProductView; edition: EditionView; pictures: string[] };

/** Another edition that begins as this one: only name, number and what differs are left to type. */
export function DuplicateEdition({ product, edition, pictures }: DuplicateEditionProps) {
  const t = useTranslations("studio.editionForm");
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const saved = () => {
    setOpen(false);
    router.refresh();
  };
  return (
    <>
      <Button
        look="plain"
        size="sm"
        aria-label={t("duplicateOf", { edition: edition.name })}
        onClick={() => setOpen(true)}
      >
        {t("duplicate")}
      </Button>
      <Sheet open={open} onOpenChange={setOpen} title={t("duplicateHeading", { edition: edition.name })}>
        <EditionForm {...{ product, pictures }} from={edition} onSaved={saved} onCancel={() => setOpen(false)} />
      </Sheet>
    </>
  );
}
