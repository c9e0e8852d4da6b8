import { useTranslations } from "next-intl";
import { useFaults } from "#components/forms/faults.ts";
import { hintedWords } from "#components/forms/field-words.ts";
import { TextField } from "#components/forms/form-field.tsx";
import { optionalOf, textOf } from "#components/forms/read-form.ts";
import type { EditionView } from "#lib/catalog/schema.ts";

type Variant = Pick<EditionView, "variantGroup" | "option" | "swatch">;

export const noVariant: Variant = { variantGroup: "", option: "", swatch: null };

/** That an edition is a colour or size of others; folded away while it stands alone. */
export function VariantFields({ initial }: { initial: Variant }) {
  const t = useTranslations("studio.editionForm");
  const say = useFaults();
  const isWrong = ["variantGroup", "option", "swatch"].some((path) => say(path, "") !== undefined);
  return (
    <details open={isWrong || initial.variantGroup !== ""} className="border-rule border-t pt-4">
      <summary className="w-fit cursor-pointer font-medium text-sm">{t("variant")}</summary>
      <p className="mt-2 text-sm text-soft">{t("variantLead")}</p>
      <div className="mt-3 grid items-start gap-3 sm:grid-cols-2">
        <TextField {...hintedWords(t, "option")} maxLength={60} defaultValue={initial.option} />
        <TextField {...hintedWords(t, "variantGroup")} maxLength={40} defaultValue={initial.variantGroup} />
        <TextField
          {...hintedWords(t, "swatch")}
          maxLength={7}
          spellCheck={false}
          defaultValue={initial.swatch ?? ""}
          className="font-mono"
        />
      </div>
    </details>
  );
}

export function readVariant(form: HTMLFormElement) {
  return {
    variantGroup: textOf(form, "variantGroup"),
    option: textOf(form, "option"),
    swatch: optionalOf(form, "swatch")?.toLowerCase() ?? null,
  };
}
