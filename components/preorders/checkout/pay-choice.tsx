"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { methodName } from "#components/payments/method-name.ts";
import { Select } from "#components/ui/input.tsx";
import { CardChoice } from "./card-choice.tsx";
import type { PayWays } from "./use-pay-way.ts";

/** What was kept and the rails that the shop offers, and what the chosen one wants to know or has to say. */
export function PayChoice({ ways: { rails, methods, way, choose } }: { ways: PayWays }) {
  const t = useTranslations("preorders.rails");
  const id = useId();
  if (rails?.length === 0) return <Note text={t("none")} />;
  const pick = (value: string) => {
    const method = methods.find((each) => each.id === value);
    const rail = rails?.find(({ name }) => name === value)?.name ?? way.rail;
    choose(method ? { rail: method.rail, methodId: method.id } : { rail, methodId: undefined });
  };
  return (
    <div className="grid gap-3">
      {rails && rails.length + methods.length > 1 && (
        <div className="grid gap-1.5">
          <label htmlFor={id} className="font-medium text-sm">
            {t("label")}
          </label>
          <Select id={id} value={way.methodId ?? way.rail} onChange={(event) => pick(event.target.value)}>
            {methods.map((method) => (
              <option key={method.id} value={method.id}>
                {methodName(method) ?? t("kept")}
              </option>
            ))}
            {rails.map(({ name }) => (
              <option key={name} value={name}>
                {methods.some(({ rail }) => rail === name)
                  ? t("another", { rail: t(`names.${name}`) })
                  : t(`names.${name}`)}
              </option>
            ))}
          </Select>
        </div>
      )}
      {way.rail === "test" && !way.methodId && (
        <CardChoice card={way.card} onCard={(card) => choose({ rail: "test", card })} />
      )}
      {way.rail === "manual" && <Note text={t("manual")} />}
      {way.rail === "stripe" && !way.methodId && <p className="text-sm text-soft">{t("stripe")}</p>}
    </div>
  );
}

function Note({ text }: { text: string }) {
  return <p className="rounded-sm bg-warn-wash px-3 py-2 text-sm text-warn">{text}</p>;
}
