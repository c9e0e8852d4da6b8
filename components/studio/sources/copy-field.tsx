"use client";

import { Check, Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Field } from "#components/ui/field.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";

/** A line to be typed elsewhere: whole under one press, and selectable where pages may not copy. */
export function CopyField({ label, value }: { label: string; value: string }) {
  const t = useTranslations("sources.obs");
  const [copied, setCopied] = useState("");
  const isCopied = copied === value;

  async function copy() {
    await navigator.clipboard.writeText(value);
    setCopied(value);
  }

  return (
    <Field label={label} hint={isCopied ? t("copied") : undefined}>
      {(binding) => (
        <div className="flex gap-2">
          <Input
            {...binding}
            readOnly
            value={value}
            onFocus={({ target }) => target.select()}
            className="font-mono text-sm"
          />
          <IconButton label={t("copy", { label })} onClick={() => void copy()}>
            {isCopied ? <Check aria-hidden /> : <Copy aria-hidden />}
          </IconButton>
        </div>
      )}
    </Field>
  );
}
