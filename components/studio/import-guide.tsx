"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { csvTemplate, exampleCatalogue, importColumns, jsonTemplate } from "./import-templates.ts";

/** Files to start from, and what every column means. */
export function ImportGuide() {
  const t = useTranslations("studio.import");
  const catalogue = () => exampleCatalogue(new Date().getFullYear() + 1);
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap gap-2">
        <Button look="line" size="sm" onClick={() => saveFile("catalogue.csv", "text/csv", csvTemplate(catalogue()))}>
          <Download aria-hidden className="size-4" />
          {t("csvTemplate")}
        </Button>
        <Button
          look="line"
          size="sm"
          onClick={() => saveFile("catalogue.json", "application/json", jsonTemplate(catalogue()))}
        >
          <Download aria-hidden className="size-4" />
          {t("jsonTemplate")}
        </Button>
      </div>
      <details className="text-sm">
        <summary className="w-fit text-soft hover:text-ink">{t("columnsHeading")}</summary>
        <p className="mt-3 text-soft">{t("columnsLead")}</p>
        <dl className="mt-3 grid gap-2">
          {importColumns.map((column) => (
            <div key={column} className="grid border-rule border-b pb-2">
              <dt className="font-mono text-xs">{column}</dt>
              <dd className="text-soft">{t(`columns.${column}`)}</dd>
            </div>
          ))}
        </dl>
      </details>
    </div>
  );
}

function saveFile(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
