import { useLocale, useTranslations } from "next-intl";
import { Progress } from "#components/ui/progress.tsx";
import { Cell, HeadCell, Row, Table } from "#components/ui/table.tsx";
import type { WavePreview } from "#lib/promises/schema.ts";
import { formatWindow } from "#lib/words/format-window.ts";
import type { Preview } from "./use-wave-preview.ts";

/** How many orders would be told, what they were promised and what they would be promised, city by city. */
export function WavePreviewTable({ preview }: { preview: Preview }) {
  const t = useTranslations("delivery.move");
  return (
    <section aria-labelledby="preview" aria-live="polite" className="grid gap-2 border-rule border-t pt-4">
      <h3 id="preview" className="font-medium text-sm">
        {t("preview")}
      </h3>
      {preview.at === "waiting" && <p className="text-sm text-soft">{t("waiting")}</p>}
      {preview.at === "counting" && <Progress label={t("counting")} value={null} />}
      {preview.at === "failed" && <p className="text-danger text-sm">{preview.problem}</p>}
      {preview.at === "known" && <Changes found={preview.found} />}
    </section>
  );
}

function Changes({ found: { fits, orders, units, changes } }: { found: WavePreview }) {
  const t = useTranslations("delivery.move");
  const locale = useLocale();
  return (
    <>
      {!fits && <p className="rounded-sm bg-danger-wash px-3 py-2 text-danger text-sm">{t("blocked")}</p>}
      <p className="figures text-sm">{orders === 0 ? t("none") : t("sum", { orders, units })}</p>
      {changes.length > 0 && (
        <Table dense label={t("preview")}>
          <thead>
            <tr>
              <HeadCell>{t("city")}</HeadCell>
              <HeadCell numeric>{t("orders")}</HeadCell>
              <HeadCell>{t("before")}</HeadCell>
              <HeadCell>{t("after")}</HeadCell>
            </tr>
          </thead>
          <tbody>
            {changes.map((change) => (
              <Row key={`${change.city} ${change.before.start} ${change.before.end} ${change.after.start}`}>
                <Cell>{change.city ?? t("noCity")}</Cell>
                <Cell numeric>{change.orders}</Cell>
                <Cell className="text-soft">{formatWindow(change.before, locale)}</Cell>
                <Cell className="font-medium">{formatWindow(change.after, locale)}</Cell>
              </Row>
            ))}
          </tbody>
        </Table>
      )}
    </>
  );
}
