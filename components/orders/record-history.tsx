import { useTranslations } from "next-intl";
import { LocalTime } from "#components/ui/local-time.tsx";
import type { OrderRecord } from "#lib/orders/schema.ts";

export function RecordHistory({ history }: { history: OrderRecord["history"] }) {
  const t = useTranslations("orders.record");
  return (
    <ol aria-label={t("history")} className="figures border-ink border-t text-sm">
      {history.map(({ kind, at, by, actor, reason }) => (
        <li key={`${at} ${kind}`} className="grid gap-0.5 border-rule border-b py-1.5">
          <span className="flex flex-wrap items-baseline justify-between gap-x-4">
            <span>
              <span className="font-medium">{t(`kinds.${kind}`)}</span>{" "}
              <span className="text-soft">{actor ? `${t(`by.${by}`)}, ${actor}` : t(`by.${by}`)}</span>
            </span>
            <span className="text-soft">
              <LocalTime iso={at} />
            </span>
          </span>
          {reason && <span className="wrap-anywhere text-soft">{reason}</span>}
        </li>
      ))}
    </ol>
  );
}
