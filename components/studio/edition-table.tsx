import { useFormatter, useTranslations } from "next-intl";
import { Money } from "#components/ui/money.tsx";
import { Cell, HeadCell, Row, Table } from "#components/ui/table.tsx";
import type { EditionView, ProductView } from "#lib/catalog/schema.ts";
import { ChangeStock } from "./change-stock.tsx";
import { SalesSwitch } from "./sales-switch.tsx";
import { StockMeter } from "./stock-meter.tsx";

export function EditionTable({ product }: { product: ProductView }) {
  const t = useTranslations("studio.editions");
  return (
    <Table dense label={t("of", { product: product.name })}>
      <thead>
        <tr>
          <HeadCell>{t("edition")}</HeadCell>
          <HeadCell numeric>{t("price")}</HeadCell>
          <HeadCell numeric>{t("deposit")}</HeadCell>
          <HeadCell className="min-w-36">{t("stock")}</HeadCell>
          <HeadCell>{t("delivery")}</HeadCell>
          <HeadCell>{t("sales")}</HeadCell>
          <HeadCell>
            <span className="sr-only">{t("acts")}</span>
          </HeadCell>
        </tr>
      </thead>
      <tbody>
        {product.editions.map((edition) => (
          <EditionRow key={edition.id} edition={edition} />
        ))}
      </tbody>
    </Table>
  );
}

function EditionRow({ edition }: { edition: EditionView }) {
  const t = useTranslations("studio.editions");
  const format = useFormatter();
  const day = (iso: string) => format.dateTime(new Date(iso), { month: "short", day: "numeric", timeZone: "UTC" });
  return (
    <Row>
      <Cell className="min-w-32">
        <span className="grid">
          <span className="font-medium">{edition.name}</span>
          <span className="font-mono text-soft text-xs">{edition.sku}</span>
        </span>
      </Cell>
      <Cell numeric>
        <Money minor={edition.priceMinor} currency={edition.currency} title={t("price")} />
      </Cell>
      <Cell numeric>
        <Money minor={edition.depositMinor} currency={edition.currency} title={t("deposit")} />
      </Cell>
      <Cell>
        <StockMeter name={edition.name} stock={edition} />
      </Cell>
      <Cell className="whitespace-nowrap">
        {edition.nextWindow ? `${day(edition.nextWindow.start)} – ${day(edition.nextWindow.end)}` : t("wavesFull")}
      </Cell>
      <Cell>
        <SalesSwitch editionId={edition.id} name={edition.name} open={edition.salesOpen} refresh />
      </Cell>
      <Cell numeric>
        <ChangeStock edition={edition} />
      </Cell>
    </Row>
  );
}
