"use client";

import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";

/** Six digits of an authenticator app, which phones offer to fill in. */
export function DigitsField({ label, error }: { label: string; error: string | false }) {
  return (
    <Field label={label} error={error} required>
      {(binding) => (
        <Input
          {...binding}
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          pattern="[0-9]{6}"
          onInput={({ currentTarget }) => {
            currentTarget.value = currentTarget.value.replace(/\D/gu, "").slice(0, 6);
          }}
          className="figures text-xl tracking-widest"
        />
      )}
    </Field>
  );
}
