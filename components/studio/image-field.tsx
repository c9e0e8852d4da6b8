"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Thumb } from "./thumb.tsx";

type ImageFieldProps = {
  label: string;
  name: string;
  initial: string | null;
  /** Pictures already in the catalogue, one press away. */
  known: string[];
  wrong: boolean;
};

/** The address of a picture, with the picture beside it. */
export function ImageField({ label, name, initial, known, wrong }: ImageFieldProps) {
  const t = useTranslations("studio.image");
  const [address, setAddress] = useState(initial ?? "");
  return (
    <div className="grid gap-2">
      <Field label={label} optional hint={t("hint")} error={wrong ? t("wrong") : undefined}>
        {(binding) => (
          <div className="flex items-center gap-2">
            <Thumb src={isAddress(address) ? address : null} name={label} className="size-11" />
            <Input
              {...binding}
              name={name}
              value={address}
              inputMode="url"
              onChange={(event) => setAddress(event.target.value)}
            />
          </div>
        )}
      </Field>
      {known.length > 0 && (
        <fieldset aria-label={t("known")} className="flex flex-wrap gap-1.5">
          {known.map((src, index) => (
            <button
              key={src}
              type="button"
              aria-label={t("take", { number: index + 1 })}
              aria-pressed={src === address}
              onClick={() => setAddress(src)}
              className="rounded-sm aria-pressed:outline-2 aria-pressed:outline-ink"
            >
              <Thumb src={src} name="" className="size-11" />
            </button>
          ))}
        </fieldset>
      )}
    </div>
  );
}

function isAddress(text: string): boolean {
  return /^(\/|https:\/\/)/.test(text);
}
