import { clsx } from "clsx";
import { ArrowRight, Check } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReadinessStep } from "#lib/shop/schema.ts";

/** Where each thing is mended; what the server's own settings say is told on the same page. */
const places: Record<ReadinessStep["name"], string | null> = {
  real: null,
  name: "/settings#name",
  seller: "/settings#seller",
  payments: "/settings#payments",
  mail: "/settings#mail",
  pages: "/settings#pages",
  address: null,
  factors: "/account#factors",
  product: "/studio/products",
};

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
        {steps.map((step) => (
          <Item key={step.name} {...step} />
        ))}
      </ol>
    </section>
  );
}

function Item({ name, isDone }: ReadinessStep) {
  const t = useTranslations("settings.ready");
  const place = places[name];
  return (
    <li className="flex items-start gap-3 border-rule border-b py-2.5">
      <span
        className={clsx(
          "mt-0.5 grid size-5 shrink-0 place-items-center rounded-full border",
          isDone ? "border-ok bg-ok text-paper" : "border-ink",
        )}
      >
        {isDone && <Check aria-hidden className="size-3.5" strokeWidth={3} />}
        <span className="sr-only">{t(isDone ? "done" : "open")}</span>
      </span>
      <span className={clsx("wrap-anywhere min-w-0 flex-1", isDone && "text-soft")}>{t(name)}</span>
      {!isDone && place && (
        <Link
          href={place}
          aria-label={t("mendOf", { what: t(name) })}
          className="inline-flex min-h-11 shrink-0 items-center gap-1 self-center font-medium text-sm underline underline-offset-4 hover:text-signal-ink md:min-h-6"
        >
          {t("mend")}
          <ArrowRight aria-hidden className="size-4" />
        </Link>
      )}
    </li>
  );
}
