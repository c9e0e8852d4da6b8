import { useTranslations } from "next-intl";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import type { FileFault } from "#lib/files/schema.ts";
import { useFaultWords } from "./use-fault-words.ts";

/** Places in a file, each with what is to be said about it. */
export function FaultTable({ label, faults }: { label: string; faults: FileFault[] }) {
  const t = useTranslations("editing.faults");
  const say = useFaultWords();
  const columns: Column<FileFault>[] = [
    { name: "row", head: t("row"), isNumeric: true, cell: ({ row }) => row || "" },
    {
      name: "field",
      head: t("field"),
      className: "break-all font-mono text-xs",
      cell: ({ column, field }) => column || field,
    },
    { name: "message", head: t("message"), cell: say },
  ];
  return (
    <DataTable
      label={label}
      columns={columns}
      rows={faults}
      idOf={({ row, field, message }) => `${row} ${field} ${message}`}
      className="max-h-96 [--table-ground:var(--raised)]"
    />
  );
}
