"use client";

import { useFormatter, useTranslations } from "next-intl";
import { CodesLink } from "#components/access-codes/codes-link.tsx";
import { Swatch } from "#components/catalog/swatch.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { Money } from "#components/ui/money.tsx";
import type { EditionView, ProductView } from "#lib/catalog/schema.ts";
import { AddVariant } from "./add-variant.tsx";
import { ArchiveEdition } from "./archive-edition.tsx";
import { ChangeStock } from "./change-stock.tsx";
import { DuplicateEdition } from "./duplicate-edition.tsx";
import { EditEdition } from "./edit-edition.tsx";
import { MoveEdition } from "./move-edition.tsx";
import { SalesSwitch } from "./sales-switch.tsx";
import { StockMeter } from "./stock-meter.tsx";

/** The editions of a product in the order in which buyers see them, each with its facts and, below them, its acts. */
export function EditionTable({ product, pictures }: { product: ProductView; pictures: string[] }) {
  const t = useTranslations("studio.editions");
  return (
    <DataTable
      label={t("of", { product: product.name })}
      columns={useColumns()}
      rows={product.editions}
      idOf={({ id }) => id}
      detail={(edition) => (
        <span className="flex flex-wrap items-center gap-1.5 pb-1.5">
          {product.editions.length > 1 && <MoveEdition product={product} edition={edition} />}
          <CodesLink where={`editions/${edition.id}`} of={edition.name} />
          <ChangeStock edition={edition} />
          <EditEdition productId={product.id} edition={edition} pictures={pictures} />
          <ArchiveEdition edition={edition} />
          <AddVariant product={product} edition={edition} pictures={pictures} />
          <DuplicateEdition product={product} edition={edition} pictures={pictures} />
        </span>
      )}
    />
  );
}

function useColumns(): Column<EditionView>[] {
  const t = useTranslations("studio.editions");
  const archive = useTranslations("studio.products");
  const format = useFormatter();
  const day = (iso: string) => format.dateTime(new Date(iso), { month: "short", day: "numeric", timeZone: "UTC" });
  return [
    {
      name: "edition",
      head: t("edition"),
      className: "min-w-32",
      cell: ({ name, sku, variantGroup, option, swatch }) => (
        <span className="grid">
          <span className="font-medium">{name}</span>
          <span className="font-mono text-soft text-xs">{sku}</span>
          {variantGroup && (
            <span className="flex items-center gap-1.5 text-soft text-xs">
              <Swatch colour={swatch} />
              {option}
            </span>
          )}
        </span>
      ),
    },
    { name: "price", head: t("price"), isNumeric: true, cell: (edition) => <AllPrices edition={edition} /> },
    {
      name: "sales",
      head: t("sales"),
      cell: ({ id, name, salesOpen, isArchived }) =>
        isArchived ? (
          <Badge>{archive("archived")}</Badge>
        ) : (
          <SalesSwitch editionId={id} name={name} open={salesOpen} refresh />
        ),
    },
    {
      name: "stock",
      head: t("stock"),
      className: "min-w-40",
      cell: (edition) => <StockMeter name={edition.name} stock={edition} />,
    },
    {
      name: "delivery",
      head: t("delivery"),
      className: "whitespace-nowrap",
      cell: ({ nextWindow }) => (nextWindow ? `${day(nextWindow.start)} – ${day(nextWindow.end)}` : t("wavesFull")),
    },
  ];
}

/** A price with its deposit, one below the other for each currency. */
function AllPrices({ edition }: { edition: EditionView }) {
  const t = useTranslations("studio.editions");
  return (
    <span className="grid justify-items-end gap-1">
      {[edition, ...edition.prices].map(({ currency, priceMinor, depositMinor }) => (
        <span key={currency} className="grid justify-items-end">
          <Money minor={priceMinor} currency={currency} title={t("price")} />
          <span className="text-soft text-xs">
            {depositMinor === 0
              ? t("noDeposit")
              : t.rich("depositOf", {
                  amount: () => <Money minor={depositMinor} currency={currency} title={t("deposit")} />,
                })}
          </span>
        </span>
      ))}
    </span>
  );
}
