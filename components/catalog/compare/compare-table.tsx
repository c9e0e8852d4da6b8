"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { EditionArrival } from "#components/delivery-windows/edition-arrival.tsx";
import { useBuyer } from "../buyer-scope.tsx";
import { EditionDeposit, EditionPrice, EditionTax } from "../edition-money.tsx";
import { priceIn } from "../edition-price.ts";
import { editionSales } from "../sales-state.ts";
import { StockLeft } from "../stock-left.tsx";
import { type Compared, differ, factRows } from "./compare-facts.ts";
import { CompareHead } from "./compare-head.tsx";

type CompareTableProps = {
  compared: Compared[];
  /** Leave out what is the same for all. */
  onlyDiffering: boolean;
  isLinked: boolean;
};

type Row = { name: string; cells: ReactNode[]; differs: boolean };

/** Side by side: a name over every row, so that two columns fit a phone; more are pushed sideways. */
export function CompareTable({ compared, onlyDiffering, isLinked }: CompareTableProps) {
  const t = useTranslations("product.compare");
  const rows = [...useTermRows(compared), ...useFactRows(compared)];
  const shown = rows.filter(({ differs }) => differs || !onlyDiffering);
  return (
    <div className="relative overflow-x-auto overscroll-x-contain">
      <table className="w-full table-fixed text-left" style={{ minWidth: `${compared.length * 9}rem` }}>
        <caption className="sr-only">{t("table")}</caption>
        <thead>
          <tr className="align-top">
            {compared.map((each) => (
              <CompareHead key={each.edition.id} compared={each} isAlone={isAlone(compared)} isLinked={isLinked} />
            ))}
          </tr>
        </thead>
        {shown.map(({ name, cells, differs }) => (
          <tbody key={name} data-differs={differs || undefined} className="border-rule border-t align-top">
            <tr>
              <th colSpan={compared.length} scope="rowgroup" className="pt-2 font-normal text-sm text-soft">
                <span className="sticky left-0 inline-flex items-center gap-2">
                  {name}
                  {differs && <span className="rounded-full bg-sunk px-2 text-ink text-xs">{t("differs")}</span>}
                </span>
              </th>
            </tr>
            <tr>
              {cells.map((cell, index) => (
                <td
                  key={compared[index]?.edition.id}
                  className={clsx("break-words pr-4 pb-3", differs && "font-medium")}
                >
                  {cell}
                </td>
              ))}
            </tr>
          </tbody>
        ))}
      </table>
      {shown.length === 0 && <p className="border-rule border-t py-4 text-soft">{t("allSame")}</p>}
    </div>
  );
}

function isAlone(compared: Compared[]): boolean {
  return !differ(compared.map(({ product }) => product.id));
}

function useTermRows(compared: Compared[]): Row[] {
  const t = useTranslations("product");
  const { currency } = useBuyer();
  const editions = compared.map(({ edition }) => edition);
  const shipped = new Set(
    compared.flatMap(({ product, edition }) => (product.delivery === "shipped" ? [edition.id] : [])),
  );
  const row = (
    name: string,
    cell: (edition: (typeof editions)[number]) => ReactNode,
    value: (edition: (typeof editions)[number]) => unknown,
  ) => ({
    name,
    cells: editions.map((edition) => <span key={edition.id}>{cell(edition)}</span>),
    differs: differ(editions.map(value)),
  });
  return [
    row(
      t("price"),
      (edition) => (
        <>
          <EditionPrice edition={edition} className="numeral text-xl" />
          <span className="block">
            <EditionTax edition={edition} />
          </span>
        </>
      ),
      (edition) => `${priceIn(edition, currency).currency} ${priceIn(edition, currency).priceMinor}`,
    ),
    row(
      t("deposit"),
      (edition) => <EditionDeposit edition={edition} />,
      (edition) => priceIn(edition, currency).depositMinor,
    ),
    row(
      t("delivery"),
      (edition) => <EditionArrival edition={edition} isShipped={shipped.has(edition.id)} />,
      ({ nextWindow }) => nextWindow && `${nextWindow.start} ${nextWindow.end}`,
    ),
    row(
      t("stock"),
      (edition) => (
        <StockLeft left={edition.available} total={edition.total} isOffSale={editionSales(edition) === "offSale"} />
      ),
      editionSales,
    ),
    row(
      t("refund"),
      ({ refundDays }) => t("refundDays", { count: refundDays }),
      ({ refundDays }) => refundDays,
    ),
    row(
      t("perPerson"),
      ({ perPersonLimit }) => t("perPersonUnits", { count: perPersonLimit }),
      ({ perPersonLimit }) => perPersonLimit,
    ),
  ];
}

function useFactRows(compared: Compared[]): Row[] {
  const t = useTranslations("product.compare");
  return factRows(compared).map(({ label, values, differs }) => ({
    name: label,
    cells: values.map(
      (value) =>
        value ?? (
          <span className="text-faint" title={t("unsaid")}>
            –
          </span>
        ),
    ),
    differs,
  }));
}
