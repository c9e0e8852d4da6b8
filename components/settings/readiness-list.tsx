import { clsx } from "clsx";
import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReadinessStep } from "#lib/shop/schema.ts";

/** What still stands between the shop and real money. */
export function ReadinessList({ steps }: { steps: ReadinessStep[] }) {
  const t = useTranslations("settings.ready");
  const left = steps.filter(({ isDone }) => !isDone).length;
  return (
    <section aria-labelledby="ready" className="grid gap-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6">
        <h2 id="ready" className="slug text-soft">
          {t("heading")}
        </h2>
        <p className={clsx("text-sm", left === 0 ? "text-ok" : "text-soft")}>
          {left === 0 ? t("all") : t("left", { count: left })}
        </p>
      </div>
      <ol className="grid border-ink border-t">
        {steps.map(({ name, isDone }) => (
          <li key={name} className="flex items-start gap-3 border-rule border-b py-2.5">
            <span
              className={clsx(
                "mt-0.5 grid size-5 shrink-0 place-items-center rounded-full border",
                isDone ? "border-ok bg-ok text-paper" : "border-ink",
              )}
            >
              {isDone && <Check aria-hidden className="size-3.5" strokeWidth={3} />}
              <span className="sr-only">{t(isDone ? "done" : "open")}</span>
            </span>
            <span className={clsx("wrap-anywhere min-w-0", isDone && "text-soft")}>{t(name)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
