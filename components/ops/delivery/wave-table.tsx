import { useLocale, useTranslations } from "next-intl";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Meter } from "#components/ui/meter.tsx";
import { Cell, HeadCell, Row, Table } from "#components/ui/table.tsx";
import type { StaffWaveView } from "#lib/promises/schema.ts";
import { formatWindow } from "#lib/words/format-window.ts";
import { MoveWave } from "./move-wave.tsx";

/** Every wave with what it promised and when, by edition. */
export function WaveTable({ waves }: { waves: StaffWaveView[] }) {
  const t = useTranslations("delivery.waves");
  return (
    <section aria-labelledby="waves" className="grid min-w-0 content-start gap-3">
      <h2 id="waves" className="slug text-soft">
        {t("heading")}
      </h2>
      {waves.length === 0 ? (
        <EmptyState title={t("empty")}>{t("emptyLead")}</EmptyState>
      ) : (
        <Table dense label={t("label")}>
          <thead>
            <tr>
              <HeadCell>{t("edition")}</HeadCell>
              <HeadCell numeric>{t("wave")}</HeadCell>
              <HeadCell title={t("promisedCounts")} className="min-w-36">
                {t("promised")}
              </HeadCell>
              <HeadCell title={t("windowCounts")}>{t("window")}</HeadCell>
              <HeadCell>
                <span className="sr-only">{t("acts")}</span>
              </HeadCell>
            </tr>
          </thead>
          <tbody>
            {waves.map((wave, index) => (
              <WaveRow key={wave.id} wave={wave} isFirst={waves[index - 1]?.editionId !== wave.editionId} />
            ))}
          </tbody>
        </Table>
      )}
    </section>
  );
}

function WaveRow({ wave, isFirst }: { wave: StaffWaveView; isFirst: boolean }) {
  const t = useTranslations("delivery.waves");
  const locale = useLocale();
  const { product, edition, sku, number, allocated, capacity } = wave;
  return (
    <Row>
      <Cell className="min-w-44">
        {isFirst ? (
          <span className="grid">
            <span className="font-medium">
              {product} · {edition}
            </span>
            <span className="font-mono text-soft text-xs">{sku}</span>
          </span>
        ) : (
          <span className="sr-only">
            {product} · {edition}
          </span>
        )}
      </Cell>
      <Cell numeric>{number}</Cell>
      <Cell>
        <span className="grid gap-1">
          <span title={t("promisedCounts")}>{t("ofPlaces", { allocated, capacity })}</span>
          <Meter
            label={t("promised")}
            max={capacity}
            parts={[{ label: t("promised"), value: allocated, tone: allocated >= capacity ? "warn" : "ink" }]}
          />
        </span>
      </Cell>
      <Cell className="whitespace-nowrap">{formatWindow(wave, locale)}</Cell>
      <Cell numeric>
        <MoveWave wave={wave} />
      </Cell>
    </Row>
  );
}
