"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { Select } from "#components/ui/input.tsx";
import { CardChoice } from "./card-choice.tsx";
import type { PayWays } from "./use-pay-way.ts";

/** The rails that the shop offers, and what the chosen one wants to know or has to say. */
export function PayChoice({ ways: { rails, way, choose } }: { ways: PayWays }) {
  const t = useTranslations("preorders.rails");
  const id = useId();
  if (rails?.length === 0) return <Note text={t("none")} />;
  return (
    <div className="grid gap-3">
      {rails && rails.length > 1 && (
        <div className="grid gap-1.5">
          <label htmlFor={id} className="font-medium text-sm">
            {t("label")}
          </label>
          <Select
            id={id}
            value={way.rail}
            onChange={(event) =>
              choose({ rail: rails.find(({ name }) => name === event.target.value)?.name ?? way.rail })
            }
          >
            {rails.map(({ name }) => (
              <option key={name} value={name}>
                {t(`names.${name}`)}
              </option>
            ))}
          </Select>
        </div>
      )}
      {way.rail === "test" && <CardChoice card={way.card} onCard={(card) => choose({ card })} />}
      {way.rail === "manual" && <Note text={t("manual")} />}
      {way.rail === "stripe" && <Note text={t("stripe")} />}
    </div>
  );
}

function Note({ text }: { text: string }) {
  return <p className="rounded-sm bg-warn-wash px-3 py-2 text-sm text-warn">{text}</p>;
}
