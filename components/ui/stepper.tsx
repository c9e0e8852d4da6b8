"use client";

import { Minus, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { IconButton } from "./icon-button.tsx";

type StepperProps = {
  label: string;
  value: number;
  min?: number;
  max: number;
  onValue: (value: number) => void;
};

/** A small whole number under the thumb. */
export function Stepper({ label, value, min = 1, max, onValue }: StepperProps) {
  const t = useTranslations("common");
  return (
    <fieldset aria-label={label} className="flex w-fit items-center rounded-full border border-edge">
      <IconButton label={t("decrease")} disabled={value <= min} onClick={() => onValue(value - 1)}>
        <Minus aria-hidden />
      </IconButton>
      <output aria-live="polite" className="figures min-w-8 text-center font-medium text-lg">
        {value}
      </output>
      <IconButton label={t("increase")} disabled={value >= max} onClick={() => onValue(value + 1)}>
        <Plus aria-hidden />
      </IconButton>
    </fieldset>
  );
}
