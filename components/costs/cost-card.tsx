import { clsx } from "clsx";
import { useFormatter, useLocale, useTranslations } from "next-intl";
import { langOf } from "#components/catalog/foreign-text.tsx";
import { Money } from "#components/ui/money.tsx";
import type { EditionView, PriceView } from "#lib/catalog/schema.ts";
import type { CostSheet } from "#lib/costs/schema.ts";
import { type PricePart, takeApart } from "#lib/costs/view.ts";

type CostCardProps = { edition: EditionView; sheet: CostSheet; price: PriceView; shop: string };

/** A price taken apart: one bar, and below it every part with its amount and its share. */
export function CostCard({ edition, sheet, price, shop }: CostCardProps) {
  const t = useTranslations("product.costs");
  const format = useFormatter();
  const parts = takeApart(sheet, price, useLocale());
  const nameOf = ({ kind, name }: PricePart) => (kind === "line" ? name : t(kind, { shop }));
  return (
    <article data-testid="costs" className="grid content-start gap-3">
      <h3 className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span lang={langOf(edition.foreign, "name")} className="font-medium text-lg">
          {edition.name}
        </span>
        <Money minor={price.priceMinor} currency={price.currency} className="numeral text-xl" />
      </h3>
      <div
        role="img"
        aria-label={t("bar", { edition: edition.name })}
        className="flex h-4 gap-px overflow-hidden rounded-xs"
      >
        {parts
          .filter(({ kind, minor }) => kind !== "loss" && minor > 0)
          .map((part, index) => (
            <span key={nameOf(part)} className={fillOf(part, index)} style={{ width: `${part.share * 100}%` }} />
          ))}
      </div>
      <table className="w-full text-sm">
        <thead className="sr-only">
          <tr>
            <th scope="col">{t("name")}</th>
            <th scope="col">{price.currency}</th>
            <th scope="col">{t("share")}</th>
          </tr>
        </thead>
        <tbody>
          {parts.map((part, index) => (
            <tr key={nameOf(part)} className="border-rule border-b">
              <th scope="row" className="py-2 text-left font-normal">
                <span className="flex items-center gap-2">
                  <span aria-hidden className={clsx("size-2.5 shrink-0 rounded-xs", fillOf(part, index))} />
                  <span className={clsx("wrap-anywhere", part.kind === "rest" && "font-medium")}>{nameOf(part)}</span>
                </span>
              </th>
              <td className={clsx("text-right", part.kind === "loss" && "text-danger")}>
                <Money minor={part.minor} currency={sheet.currency} />
              </td>
              <td className="figures w-16 text-right text-soft">
                {format.number(part.share, { style: "percent", maximumFractionDigits: 0 })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </article>
  );
}

const shades = ["bg-ink", "bg-soft", "bg-faint", "bg-edge"];

function fillOf({ kind }: PricePart, index: number) {
  if (kind === "rest") return "bg-signal";
  if (kind === "loss") return "bg-danger";
  return kind === "tax" ? "bg-rule" : shades[index % shades.length];
}
