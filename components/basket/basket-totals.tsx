import { useTranslations } from "next-intl";
import { Money } from "#components/ui/money.tsx";
import { depositOf, type ReadyLine, sum, totalOf } from "./use-basket-lines.ts";

/** The sums of all lines, before any money moves. */
export function BasketTotals({ lines, currency }: { lines: ReadyLine[]; currency: string }) {
  const t = useTranslations("basket");
  const total = sum(lines.map(totalOf));
  const shipping = sum(lines.map(({ shippingMinor }) => shippingMinor ?? 0));
  const deposit = sum(lines.map(depositOf));
  const rows = [
    ...(shipping > 0 ? [{ name: t("goods"), minor: total - shipping }] : []),
    ...(shipping > 0 ? [{ name: t("shipping"), minor: shipping }] : []),
    { name: t("total"), minor: total },
    { name: t("deposit"), minor: deposit, isStrong: true },
    ...(total > deposit ? [{ name: t("rest"), minor: total - deposit }] : []),
  ];
  return (
    <section aria-label={t("sums")}>
      <dl className="border-ink border-t">
        {rows.map(({ name, minor, isStrong }) => (
          <div key={name} className="flex items-baseline justify-between gap-4 border-rule border-b py-1.5">
            <dt className="text-sm text-soft">{name}</dt>
            <dd className={isStrong ? "font-semibold" : "text-sm"}>
              <Money minor={minor} currency={currency} />
            </dd>
          </div>
        ))}
      </dl>
      {total > deposit && <p className="pt-2 text-soft text-xs">{t("restNote")}</p>}
    </section>
  );
}
