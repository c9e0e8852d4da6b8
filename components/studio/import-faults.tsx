import { useTranslations } from "next-intl";
import { Cell, HeadCell, Row, Table } from "#components/ui/table.tsx";
import type { FileFault } from "#lib/files/schema.ts";
import { useFaultWords } from "./use-fault-words.ts";

/** Places in a file, each with what is to be said about it. */
export function ImportFaults({ label, faults }: { label: string; faults: FileFault[] }) {
  const t = useTranslations("studio.import");
  const say = useFaultWords();
  return (
    <div className="max-h-96 overflow-y-auto">
      <Table dense label={label}>
        <thead>
          <tr>
            <HeadCell numeric>{t("row")}</HeadCell>
            <HeadCell>{t("field")}</HeadCell>
            <HeadCell>{t("message")}</HeadCell>
          </tr>
        </thead>
        <tbody>
          {faults.map((fault, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a list that never changes
            <Row key={index}>
              <Cell numeric>{fault.row || ""}</Cell>
              <Cell className="break-all font-mono text-xs">{fault.column || fault.field}</Cell>
              <Cell>{say(fault)}</Cell>
            </Row>
          ))}
        </tbody>
      </Table>
    </div>
  );
}
