import { useTranslations } from "next-intl";
import { useFaultWords } from "#components/studio/use-fault-words.ts";
import { Cell, HeadCell, Row, Table } from "#components/ui/table.tsx";
import type { CityReport } from "#lib/promises/schema.ts";

/** Which lines of the list are wrong, and why. */
export function CityFaults({ errors }: Pick<CityReport, "errors">) {
  const t = useTranslations("delivery.list");
  const say = useFaultWords();
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
        {errors.map((fault) => (
          <Row key={`${fault.row} ${fault.field} ${fault.message}`}>
            <Cell numeric>{fault.row || ""}</Cell>
            <Cell className="font-mono text-xs">{fault.column || fault.field}</Cell>
            <Cell>{say(fault)}</Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}
