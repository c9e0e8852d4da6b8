"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useAct } from "#components/forms/use-act.ts";
import { callApi } from "#components/session/call-api.ts";
import { Button } from "#components/ui/button.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import type { EditionView, ProductView } from "#lib/catalog/schema.ts";
import { EditionForm } from "./edition-form.tsx";

type AddVariantProps = { product: ProductView; edition: EditionView; pictures: string[] };

/** Another colour or size of an edition. The first one makes a group of the two, called by the SKU of the one that was there. */
export function AddVariant({ product, edition, pictures }: AddVariantProps) {
  const t = useTranslations("studio.editionForm");
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const { run } = useAct();
  const group = edition.variantGroup || edition.sku;

  async function saved() {
    if (!edition.variantGroup) {
      const option = edition.option || edition.name.slice(0, 60);
      await run(() => callApi("PATCH", `/api/editions/${edition.id}`, { body: { variantGroup: group, option } }));
    }
    setOpen(false);
    router.refresh();
  }

  return (
    <>
      <Button
        look="plain"
        size="sm"
        aria-label={t("addVariantOf", { edition: edition.name })}
        onClick={() => setOpen(true)}
      >
        {t("addVariant")}
      </Button>
      <Sheet open={open} onOpenChange={setOpen} title={t("variantHeading", { edition: edition.name })}>
        <EditionForm
          {...{ product, pictures }}
          from={edition}
          variant={{ variantGroup: group, option: "", swatch: null }}
          onSaved={() => void saved()}
          onCancel={() => setOpen(false)}
        />
      </Sheet>
    </>
  );
}
