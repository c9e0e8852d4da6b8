import { useLocale, useTranslations } from "next-intl";
import type { Promised } from "#lib/delivery-windows/view.ts";
import { formatWindow } from "#lib/words/format-window.ts";

type PromiseNoteProps = { promise: Promised; quantity: number };

/** Which wave it is, how many places that has left, when the next one comes, and what the window leaves out. */
export function PromiseNote({ promise: { wave, nextWindow, includesWay }, quantity }: PromiseNoteProps) {
  const t = useTranslations("terms");
  const locale = useLocale();
  if (!wave) return <span className="block text-warn text-xs">{t("window.none", { count: quantity })}</span>;
  return (
    <>
      <span data-testid="wave" title={t("wave.leftExplained")} className="figures block text-soft text-xs">
        {t("wave.left", { number: wave.number, count: wave.left })}
        {nextWindow && `, ${t("wave.then", { window: formatWindow(nextWindow, locale) })}`}
      </span>
      {!includesWay && <span className="block text-warn text-xs">{t("window.withoutWay")}</span>}
    </>
  );
}
