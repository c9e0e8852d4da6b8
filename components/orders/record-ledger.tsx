import { useFormatter, useTranslations } from "next-intl";
import { LocalTime } from "#components/ui/local-time.tsx";
import { Money } from "#components/ui/money.tsx";
import { Cell, HeadCell, Row, Table } from "#components/ui/table.tsx";
import type { OrderRecord } from "#lib/orders/schema.ts";

/** The entries of the hash chain that name the order; the hash is what the public proof shows too. */
export function RecordLedger({ ledger, currency }: { ledger: OrderRecord["ledger"]; currency: string }) {
  const t = useTranslations("orders.record");
  const format = useFormatter();
  return (
    <Table dense label={t("ledger")} className="max-lg:min-w-lg">
      <thead>
        <tr>
          <HeadCell numeric>{t("columns.seq")}</HeadCell>
          <HeadCell>{t("columns.at")}</HeadCell>
          <HeadCell>{t("columns.entry")}</HeadCell>
          <HeadCell numeric>{t("columns.amount")}</HeadCell>
          <HeadCell numeric title={t("togetherCounts")}>
            {t("columns.together")}
          </HeadCell>
          <HeadCell>{t("columns.hash")}</HeadCell>
        </tr>
      </thead>
      <tbody>
        {ledger.map(({ seq, at, kind, amountMinor, orders, hash }) => (
          <Row key={seq}>
            <Cell numeric>{format.number(seq)}</Cell>
            <Cell className="whitespace-nowrap">
              <LocalTime iso={at} style="minute" />
            </Cell>
            <Cell className="font-mono text-xs">{kind}</Cell>
            <Cell numeric>{amountMinor !== null && <Money minor={amountMinor} currency={currency} />}</Cell>
            <Cell numeric>{format.number(orders)}</Cell>
            <Cell>
              <span title={hash} className="font-mono text-xs">
                {hash.slice(0, 10)}
              </span>
            </Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}
