"use client";

import { clsx } from "clsx";
import { Lock } from "lucide-react";
import { useTranslations } from "next-intl";
import type { CardForm } from "./use-card-form.ts";

/** Where Stripe's own fields stand, and what stands there until they have come. */
export function CardFields({ form, note }: { form: CardForm; note?: string }) {
  const t = useTranslations("preorders.card");
  return (
    <section aria-label={t("form")} aria-busy={form.state === "loading"} className="grid gap-2">
      {form.state === "failed" && (
        <p role="alert" className="rounded-sm bg-danger-wash px-3 py-2 text-danger text-sm">
          {t("formFailed")}
        </p>
      )}
      <div className={clsx("relative", form.state !== "failed" && "min-h-40")}>
        {form.state === "loading" && <Skeleton />}
        <div ref={form.mount} data-testid="card-fields" className={clsx(form.state === "loading" && "opacity-0")} />
      </div>
      <p className="flex items-start gap-2 text-soft text-xs">
        <Lock aria-hidden className="mt-0.5 size-3 shrink-0" />
        <span>
          {t("formNote")} {note}
        </span>
      </p>
    </section>
  );
}

function Skeleton() {
  return (
    <div aria-hidden className="absolute inset-0 grid content-start gap-3">
      <span className="h-4 w-1/3 animate-breathe rounded-sm bg-sunk" />
      <span className="h-11 animate-breathe rounded-sm bg-sunk" />
      <span className="h-11 animate-breathe rounded-sm bg-sunk" />
    </div>
  );
}
