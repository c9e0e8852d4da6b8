"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { FormField } from "#components/forms/form-field.tsx";
import { Input, Select } from "#components/ui/input.tsx";

const scales = { seconds: 1, minutes: 60, hours: 3600 } as const;
type Scale = keyof typeof scales;

type DurationFieldProps = {
  path: string;
  label: string;
  hint: string;
  wrong: string;
  initial: number;
  /** Seconds; NaN, which no schema takes, while what is typed is no number. */
  onSeconds: (seconds: number) => void;
};

/** A length of time: a number and the unit it counts. */
export function DurationField({ path, label, hint, wrong, initial, onSeconds }: DurationFieldProps) {
  const t = useTranslations("dropDesk.form");
  const [scale, setScale] = useState(scaleOf(initial));
  const [text, setText] = useState(String(initial / scales[scale]));

  const tell = (count: string, unit: Scale) => {
    setText(count);
    setScale(unit);
    onSeconds(/^\d+$/.test(count.trim()) ? Number(count) * scales[unit] : Number.NaN);
  };

  return (
    <FormField {...{ path, label, hint, wrong }} required>
      {(binding) => (
        <span className="grid grid-cols-[minmax(0,1fr)_minmax(6.5rem,auto)] gap-2">
          <Input
            {...binding}
            value={text}
            inputMode="numeric"
            autoComplete="off"
            onChange={(event) => tell(event.target.value, scale)}
          />
          <Select
            aria-label={t("unitOf", { field: label })}
            value={scale}
            onChange={(event) => tell(text, isScale(event.target.value) ? event.target.value : scale)}
          >
            {(["seconds", "minutes", "hours"] as const).map((each) => (
              <option key={each} value={each}>
                {t(`${each}Unit`)}
              </option>
            ))}
          </Select>
        </span>
      )}
    </FormField>
  );
}

function scaleOf(seconds: number): Scale {
  if (seconds % 3600 === 0) return "hours";
  return seconds % 60 === 0 ? "minutes" : "seconds";
}

function isScale(text: string): text is Scale {
  return text in scales;
}
