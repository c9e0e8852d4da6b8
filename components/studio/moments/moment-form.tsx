import { useTranslations } from "next-intl";
import { useState } from "react";
import { EditForm } from "#components/forms/edit-form.tsx";
import { hintedWords } from "#components/forms/field-words.ts";
import { CountField, TextField } from "#components/forms/form-field.tsx";
import { countOf, textOf } from "#components/forms/read-form.ts";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/input.tsx";
import { type MomentInput, momentInput } from "#lib/moments/schema.ts";

const kinds = ["orders", "likes", "viewers", "delivery", "manual"] as const;
type Kind = (typeof kinds)[number];

type MomentFormProps = { onSend: (input: MomentInput) => Promise<void>; onCancel: () => void };

export function MomentForm({ onSend, onCancel }: MomentFormProps) {
  const t = useTranslations("polls.moments");
  const [kind, setKind] = useState<Kind>("orders");
  const counts = kind !== "delivery" && kind !== "manual";
  return (
    <EditForm
      schema={momentInput}
      read={(form) => ({
        kind,
        text: textOf(form, "text"),
        ...(counts && { threshold: countOf(form, "threshold") }),
      })}
      send={onSend}
      label={t("keep")}
      onCancel={onCancel}
    >
      <Field label={t("kind")}>
        {(binding) => (
          <Select
            {...binding}
            value={kind}
            onChange={({ target }) => setKind(kinds.find((each) => each === target.value) ?? "orders")}
          >
            {kinds.map((each) => (
              <option key={each} value={each}>
                {t(`kindOf.${each}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {counts && <CountField {...hintedWords(t, "threshold")} required defaultValue={1000} />}
      <TextField {...hintedWords(t, "text")} required={kind === "manual"} maxLength={120} autoComplete="off" />
    </EditForm>
  );
}
