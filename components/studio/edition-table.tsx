import { useFormatter, useTranslations } from "next-intl";
import { CodesLink } from "#components/codes/codes-link.tsx";
import { Money } from "#components/ui/money.tsx";
import { Cell, HeadCell, Row, Table } from "#components/ui/table.tsx";
import type { EditionView, ProductView } from "#lib/catalog/schema.ts";
import { ChangeStock } from "./change-stock.tsx";
import { DuplicateEdition } from "./duplicate-edition.tsx";
import { EditEdition } from "./edit-edition.tsx";
import { MoveEdition } from "./move-edition.tsx";
import { SalesSwitch } from "./sales-switch.tsx";
import { StockMeter } from "./stock-meter.tsx";

export function EditionTable({ product, pictures }: { product: ProductView; pictures: string[] }) {
  const t = useTranslations("studio.editions");
  return (
    <Table dense label={t("of", { product: product.name })}>
      <thead>
        <tr>
          <HeadCell>{t("edition")}</HeadCell>
          <HeadCell numeric>{t("price")}</HeadCell>
          <HeadCell>{t("sales")}</HeadCell>
          <HeadCell className="min-w-40">{t("stock")}</HeadCell>
          <HeadCell>{t("delivery")}</HeadCell>
        </tr>
      </thead>
      <tbody>
        {product.editions.map((edition) => (
          <EditionRow key={edition.id} product={product} edition={edition} pictures={pictures} />
        ))}
      </tbody>
    </Table>
  );
}

type EditionRowProps = { product: ProductView; edition: EditionView; pictures: string[] };

function EditionRow({ product, edition, pictures }: EditionRowProps) {
  const t = useTranslations("studio.editions");
  const format = useFormatter();
  const day = (iso: string) => format.dateTime(new Date(iso), { month: "short", day: "numeric", timeZone: "UTC" });
  return (
    <>
      <tr>
        <Cell className="min-w-32">
          <span className="grid">
            <span className="font-medium">{edition.name}</span>
            <span className="font-mono text-soft text-xs">{edition.sku}</span>
          </span>
        </Cell>
        <Cell numeric>
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
        </Cell>
        <Cell>
          <SalesSwitch editionId={edition.id} name={edition.name} open={edition.salesOpen} refresh />
        </Cell>
        <Cell>
          <StockMeter name={edition.name} stock={edition} />
        </Cell>
        <Cell className="whitespace-nowrap">
          {edition.nextWindow ? `${day(edition.nextWindow.start)} – ${day(edition.nextWindow.end)}` : t("wavesFull")}
        </Cell>
      </tr>
      <Row>
        <Cell colSpan={5}>
          <span className="flex flex-wrap items-center gap-1.5 pb-1.5">
            {product.editions.length > 1 && <MoveEdition product={product} edition={edition} />}
            <CodesLink where={`editions/${edition.id}`} of={edition.name} />
            <ChangeStock edition={edition} />
            <EditEdition edition={edition} pictures={pictures} />
            <DuplicateEdition product={product} edition={edition} pictures={pictures} />
          </span>
        </Cell>
      </Row>
    </>
  );
}
