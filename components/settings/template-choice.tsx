"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Confirm } from "#components/ui/confirm.tsx";
import { type Region, regions } from "#lib/shop/schema.ts";

type TemplateChoiceProps = { templates: Record<Region, string>; isEmpty: boolean; onChoose: (text: string) => void };

/** A start for whoever has none; what is written already is not thrown away unasked. */
export function TemplateChoice({ templates, isEmpty, onChoose }: TemplateChoiceProps) {
  const t = useTranslations("settings.page");
  const [asked, setAsked] = useState<Region | null>(null);

  function choose(region: Region) {
    onChoose(templates[region]);
    setAsked(null);
  }

  return (
    <section aria-label={t("template")} className="grid gap-2">
      <h2 className="slug text-soft">{t("template")}</h2>
      <div className="flex flex-wrap gap-2">
        {regions.map((region) => (
          <Button
            key={region}
            look="line"
            size="sm"
            className="max-md:min-h-11"
            onClick={() => (isEmpty ? choose(region) : setAsked(region))}
          >
            {t(region)}
          </Button>
        ))}
      </div>
      <p className="text-sm text-soft">{t("templateLead")}</p>
      <Confirm
        open={asked !== null}
        onOpenChange={() => setAsked(null)}
        title={t("replace")}
        confirmLabel={t("replaceConfirm")}
        onConfirm={() => asked && choose(asked)}
      >
        {t("replaceBody")}
      </Confirm>
    </section>
  );
}
