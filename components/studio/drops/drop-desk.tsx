"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import type { ProductView } from "#lib/catalog/schema.ts";
import type { LiveDrop, LiveStock } from "#lib/live/contract.ts";
import { DropForm } from "./drop-form.tsx";
import { DropLive } from "./drop-live.tsx";
import { DropRow } from "./drop-row.tsx";
import { EndDrop } from "./end-drop.tsx";
import { PastDrop } from "./past-drop.tsx";
import type { Drops } from "./use-drops.ts";
import type { Lead } from "./use-lead.ts";

type DropDeskProps = {
  drops: Drops;
  products: ProductView[];
  stock: LiveStock[];
  lead: Lead;
  onLead: (lead: Lead) => void;
  isEnded: boolean;
  renderedAt: number;
};

/** The drops of the show: what runs in large, what is prepared one key away, what is over with what it came to. */
export function DropDesk({ drops, products, stock, lead, onLead, isEnded, renderedAt }: DropDeskProps) {
  const t = useTranslations("dropDesk");
  const [form, setForm] = useState<"new" | LiveDrop | null>(null);
  const names = new Map(
    products.flatMap((product) => product.editions.map(({ id, name }) => [id, `${product.name} · ${name}`])),
  );
  const nameOf = ({ editionId }: LiveDrop) => names.get(editionId) ?? t("unknown");
  const prepared = drops.list.filter(({ status }) => status === "PREPARED");
  const past = drops.list.filter(({ status }) => status === "CLOSED").toReversed();
  const saved = async (work: Promise<LiveDrop>) => {
    drops.saved(await work);
    setForm(null);
  };

  return (
    <section aria-labelledby="drops-heading" data-testid="drop-desk" className="@container grid min-w-0 grid-cols-1">
      <div className="flex min-h-12 items-center justify-between gap-4 border-rule border-b px-4">
        <h2 id="drops-heading" className="slug text-soft">
          {t("heading")}
        </h2>
        {!isEnded && products.length > 0 && (
          <Button look="plain" size="sm" onClick={() => setForm("new")}>
            <Plus aria-hidden className="size-4" />
            {t("prepare")}
          </Button>
        )}
      </div>
      {drops.list.length === 0 && (
        <div className="grid justify-items-start gap-3 border-rule border-b px-4 py-3">
          <p className="text-sm text-soft">{t("empty")}</p>
          {!isEnded && products.length > 0 && (
            <Button look="line" size="sm" onClick={() => setForm("new")}>
              {t("prepareOne")}
            </Button>
          )}
        </div>
      )}
      {drops.live.map((drop) => (
        <DropLive
          key={drop.id}
          {...{ drop, drops, lead, onLead, renderedAt }}
          editionName={nameOf(drop)}
          returned={stock.find(({ editionId }) => editionId === drop.editionId)?.returned ?? 0}
        />
      ))}
      {prepared.length > 0 && (
        <ul aria-label={t("prepared")}>
          {prepared.map((drop, index) => (
            <DropRow
              key={drop.id}
              drop={drop}
              drops={drops}
              editionName={nameOf(drop)}
              isNext={index === 0}
              onChange={() => setForm(drop)}
            />
          ))}
        </ul>
      )}
      {past.length > 0 && (
        <details className="border-rule border-b">
          <summary className="px-4 py-3 text-sm text-soft hover:text-ink">{t("past", { count: past.length })}</summary>
          <ul>
            {past.map((drop) => (
              <PastDrop key={drop.id} drop={drop} editionName={nameOf(drop)} />
            ))}
          </ul>
        </details>
      )}
      <EndDrop drops={drops} />
      <Sheet
        open={form !== null}
        onOpenChange={() => setForm(null)}
        title={t(form === "new" ? "form.heading" : "form.changeHeading")}
      >
        {form && (
          <DropForm
            drop={form === "new" ? undefined : form}
            products={products}
            onPrepare={(input) => saved(drops.prepare(input))}
            onChange={(change) => (form === "new" ? Promise.resolve() : saved(drops.change(form, change)))}
            onCancel={() => setForm(null)}
          />
        )}
      </Sheet>
    </section>
  );
}
