import { clsx } from "clsx";
import { Check } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { buttonClass } from "#components/ui/button.tsx";
import type { OpeningStep } from "#lib/shop/schema.ts";
import { stepHref } from "./step-href.ts";

type Step = { name: OpeningStep; isDone: boolean };
type GuideProps = { steps: Step[]; step: OpeningStep; children: ReactNode };

/** One step of the set-up beside the list of all, with the ways on and back under it. */
export function Guide({ steps, step, children }: GuideProps) {
  const t = useTranslations("settings.guide");
  const at = steps.findIndex(({ name }) => name === step);
  const [before, after] = [steps[at - 1], steps[at + 1]];
  return (
    <div className="grid items-start gap-x-14 gap-y-8 md:grid-cols-[15rem_minmax(0,1fr)]">
      <div className="grid gap-4">
        <h1 className="headline text-2xl">{t("title")}</h1>
        <p className="text-sm text-soft max-md:sr-only">{t("lead")}</p>
        <StepList steps={steps} step={step} />
      </div>
      <section aria-labelledby="step" className="grid max-w-2xl gap-6">
        <header className="grid gap-1">
          <p className="slug text-soft">{t("progress", { step: at + 2, count: steps.length + 1 })}</p>
          <h2 id="step" className="headline text-xl">
            {t(step)}
          </h2>
          <p className="text-soft">{t(`about.${step}`)}</p>
        </header>
        {children}
        <nav aria-label={t("steps")} className="flex flex-wrap items-center gap-3 border-rule border-t pt-5">
          {before && (
            <Link href={stepHref(before.name)} className={buttonClass({ look: "plain" })}>
              {t("back")}
            </Link>
          )}
          {after ? (
            <Link href={stepHref(after.name)} className={buttonClass({ look: "line" })}>
              {t(steps[at]?.isDone ? "next" : "skip")}
            </Link>
          ) : (
            <Link href="/settings" className={buttonClass({ look: "line" })}>
              {t("finish")}
            </Link>
          )}
        </nav>
      </section>
    </div>
  );
}

function StepList({ steps, step }: { steps: Step[]; step: OpeningStep }) {
  const t = useTranslations("settings.guide");
  return (
    <ol aria-label={t("steps")} className="flex gap-2 overflow-x-auto md:grid md:gap-0 md:border-ink md:border-t">
      <li className="flex items-center gap-2 whitespace-nowrap text-soft text-sm md:border-rule md:border-b md:py-2.5">
        <Dot isDone />
        {t("account")}
      </li>
      {steps.map(({ name, isDone }) => (
        <li key={name} className="md:border-rule md:border-b">
          <Link
            href={stepHref(name)}
            aria-current={name === step ? "step" : undefined}
            className={clsx(
              "flex min-h-11 items-center gap-2 whitespace-nowrap text-sm underline-offset-4 hover:underline",
              name === step ? "font-semibold" : isDone && "text-soft",
            )}
          >
            <Dot isDone={isDone} isHere={name === step} />
            {t(name)}
          </Link>
        </li>
      ))}
    </ol>
  );
}

function Dot({ isDone, isHere = false }: { isDone: boolean; isHere?: boolean }) {
  const t = useTranslations("settings.guide");
  return (
    <span
      className={clsx(
        "grid size-5 shrink-0 place-items-center rounded-full border",
        isDone ? "border-ok bg-ok text-paper" : isHere ? "border-signal-ink bg-signal-wash" : "border-edge",
      )}
    >
      {isDone && (
        <>
          <Check aria-hidden className="size-3.5" strokeWidth={3} />
          <span className="sr-only">{t("done")}</span>
        </>
      )}
    </span>
  );
}
