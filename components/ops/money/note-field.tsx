"use client";

import { useTranslations } from "next-intl";
import { hintedWords } from "#components/forms/field-words.ts";
import { LongTextField } from "#components/forms/form-field.tsx";

type NoteFieldProps = {
  /** A reason is read by the buyer, a note by whoever asks later. */
  name: "reason" | "note";
  text: string;
  onText: (text: string) => void;
  autoFocus?: boolean;
  maxLength?: number;
};

/** Why an act is done: no act upon money without it. */
export function NoteField({ name, text, onText, autoFocus, maxLength = 500 }: NoteFieldProps) {
  const t = useTranslations("ops.money.why");
  return (
    <LongTextField
      {...hintedWords(t, name)}
      required
      autoFocus={autoFocus}
      maxLength={maxLength}
      value={text}
      onChange={({ target }) => onText(target.value)}
    />
  );
}
