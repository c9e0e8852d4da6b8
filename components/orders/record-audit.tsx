import { useTranslations } from "next-intl";
import { LocalTime } from "#components/ui/local-time.tsx";
import { Cell, HeadCell, Row, Table } from "#components/ui/table.tsx";
import type { OrderRecord } from "#lib/orders/schema.ts";

/** Who of the staff did what to the order, and how it was before. */
export function RecordAudit({ audit }: { audit: OrderRecord["audit"] }) {
  const t = useTranslations("orders.record");
  if (audit.length === 0) return <p className="border-ink border-t py-2 text-sm text-soft">{t("noAudit")}</p>;
  return (
    <Table dense label={t("audit")} className="max-lg:min-w-2xl">
      <thead>
        <tr>
          <HeadCell>{t("columns.at")}</HeadCell>
          <HeadCell>{t("columns.actor")}</HeadCell>
          <HeadCell>{t("columns.action")}</HeadCell>
          <HeadCell>{t("columns.change")}</HeadCell>
        </tr>
      </thead>
      <tbody>
        {audit.map(({ id, at, actor, action, before, after }) => (
          <Row key={id}>
            <Cell className="whitespace-nowrap">
              <LocalTime iso={at} style="minute" />
            </Cell>
            <Cell className="whitespace-nowrap">{actor ?? t("nobody")}</Cell>
            <Cell className="whitespace-nowrap font-mono text-xs">{action}</Cell>
            <Cell className="wrap-anywhere w-full">
              <Facts facts={before} isOld />
              <Facts facts={after} />
            </Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}

function Facts({ facts, isOld = false }: { facts: unknown; isOld?: boolean }) {
  if (typeof facts !== "object" || facts === null) return null;
  return (
    <span className="grid grid-cols-[1rem_minmax(0,1fr)]">
      <span aria-hidden className={isOld ? "text-danger" : "text-ok"}>
        {isOld ? "−" : "+"}
      </span>
      <span className={isOld ? "text-soft" : ""}>
        {Object.entries(facts).map(([name, value]) => (
          <span key={name} className="mr-4 inline-block">
            <span className="text-soft">{name}</span> {typeof value === "string" ? value : JSON.stringify(value)}
          </span>
        ))}
      </span>
    </span>
  );
}
