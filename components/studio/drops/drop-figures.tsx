import { clsx } from "clsx";
import { useFormatter, useTranslations } from "next-intl";
import { useJustBack } from "#components/drops/just-back.ts";
import { NumberTicker } from "#components/ui/number-ticker.tsx";
import type { LiveDrop } from "#lib/live/contract.ts";

/** Where the drop's units are, and who wants them. */
export function DropFigures({ drop, returned }: { drop: LiveDrop; returned: number }) {
  const t = useTranslations("dropDesk.figures");
  const format = useFormatter();
  const justBack = useJustBack(returned);
  const figures = [
    { name: "left", value: drop.left, tone: drop.left === 0 ? "text-soft" : "text-ink" },
    { name: "held", value: drop.held, tone: drop.held > 0 ? "text-warn" : "text-soft" },
    { name: "sold", value: drop.sold, tone: drop.sold > 0 ? "text-ok" : "text-soft" },
    { name: "waiting", value: drop.waiting, tone: "text-ink" },
    { name: "wanted", value: drop.wanted, tone: "text-ink" },
  ] as const;
  return (
    <dl className="grid grid-cols-3 gap-x-6 gap-y-3 @md:flex @md:gap-x-8">
      {figures.map(({ name, value, tone }) => (
        <div
          key={name}
          title={t(`${name}Counts`)}
          data-testid={`drop-${name}`}
          data-value={value}
          className="grid gap-1"
        >
          <dt className="slug text-soft">{t(name)}</dt>
          <dd className={clsx("numeral text-2xl", tone)}>
            <NumberTicker value={value} format={(number) => format.number(number)} />
          </dd>
        </div>
      ))}
      {justBack > 0 && (
        <div className="grid animate-pop-in gap-1 text-ok">
          <dt className="slug">{t("back")}</dt>
          <dd className="numeral text-2xl">+{format.number(justBack)}</dd>
        </div>
      )}
    </dl>
  );
}
