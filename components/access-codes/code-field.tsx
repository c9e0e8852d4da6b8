"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";

type CodeFieldProps = {
  code: string;
  /** It was sent and may not change before the answer. */
  isLocked?: boolean;
  isWrong?: boolean;
  onCode: (code: string) => void;
};

/** A priority code, out of the way of the many who have none. */
export function CodeField({ code, isLocked = false, isWrong = false, onCode }: CodeFieldProps) {
  const t = useTranslations("codes.field");
  const errors = useTranslations("errors");
  const [isOpen, setOpen] = useState(code !== "");
  if (!isOpen) {
    return (
      <button
        type="button"
        onClick={() => setOpen(true)}
        className="min-h-11 w-fit text-left text-sm text-soft underline underline-offset-4 hover:text-ink"
      >
        {t("add")}
      </button>
    );
  }
  return (
    <Field label={t("label")} hint={t("hint")} error={isWrong ? errors("code_invalid") : undefined}>
      {(binding) => (
        <Input
          {...binding}
          name="code"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={64}
          readOnly={isLocked}
          value={code}
          onChange={(event) => onCode(event.target.value)}
          className="font-mono uppercase"
        />
      )}
    </Field>
  );
}
