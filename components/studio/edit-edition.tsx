"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import type { EditionView } from "#lib/catalog/schema.ts";
import { EditionBalance } from "./edition-balance.tsx";
import { EditionCosts } from "./edition-costs.tsx";
import { EditionGoals } from "./edition-goals.tsx";
import { EditionPrices } from "./edition-prices.tsx";
import { EditionTexts } from "./edition-texts.tsx";
import { EditionWaves } from "./edition-waves.tsx";

type EditEditionProps = { productId: string; edition: EditionView; pictures: string[] };

/** Everything about an edition that may change while it sells; orders that stand keep what was agreed. */
export function EditEdition({ productId, edition, pictures }: EditEditionProps) {
  const t = useTranslations("editing.edition");
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button look="line" size="sm" aria-label={t("openFor", { edition: edition.name })} onClick={() => setOpen(true)}>
        {t("open")}
      </Button>
      <Sheet
        open={open}
        onOpenChange={setOpen}
        title={t("heading", { edition: edition.name })}
        description={t("newOrdersOnly")}
      >
        <Tabs
          label={t("parts")}
          tabs={[
            {
              id: "texts",
              label: t("texts"),
              content: <EditionTexts edition={edition} pictures={pictures} onDone={close} />,
            },
            { id: "prices", label: t("prices"), content: <EditionPrices edition={edition} onDone={close} /> },
            { id: "waves", label: t("waves"), content: <EditionWaves edition={edition} onDone={close} /> },
            { id: "balance", label: t("balance"), content: <EditionBalance edition={edition} onDone={close} /> },
            { id: "goals", label: t("goals"), content: <EditionGoals edition={edition} onDone={close} /> },
            {
              id: "costs",
              label: t("costs"),
              content: <EditionCosts productId={productId} edition={edition} onDone={close} />,
            },
          ]}
        />
      </Sheet>
    </>
  );
}
