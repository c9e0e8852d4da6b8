import { useTranslations } from "next-intl";
import { Cell, HeadCell, Row, Table } from "#components/ui/table.tsx";
import type { CityReport } from "#lib/promises/schema.ts";

/** Which lines of the list are wrong, and why. */
export function CityFaults({ errors }: Pick<CityReport, "errors">) {
  const t = useTranslations("delivery.list");
  if (errors.length === 0) return null;
  return (
    <Table dense label={t("errors")}>
      <thead>
        <tr>
          <HeadCell numeric>{t("line")}</HeadCell>
          <HeadCell>{t("field")}</HeadCell>
          <HeadCell>{t("message")}</HeadCell>
        </tr>
      </thead>
      <tbody>
        {errors.map(({ row, field, message }) => (
          <Row key={`${row} ${field} ${message}`}>
            <Cell numeric>{row}</Cell>
            <Cell className="font-mono text-xs">{field}</Cell>
            <Cell>{message}</Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}
