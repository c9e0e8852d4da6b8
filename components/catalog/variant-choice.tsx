"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import type { EditionView } from "#lib/catalog/schema.ts";
import { langOf } from "./foreign-text.tsx";
import { Swatch } from "./swatch.tsx";

type VariantChoiceProps = {
  /** Of one edition. */
  variants: EditionView[];
  /** Null until somebody says which. */
  chosen: string | null;
  /** One to a page or sheet. */
  name: string;
  isFixed?: boolean;
  isWrong?: boolean;
  onChoose: (editionId: string) => void;
};

/** The colours or sizes of an edition; what is gone is crossed out, and may still be chosen for its waitlist. */
export function VariantChoice({
  variants,
  chosen,
  name,
  isFixed = false,
  isWrong = false,
  onChoose,
}: VariantChoiceProps) {
  const t = useTranslations("product.variants");
  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1.5 font-medium text-sm">{t("choose")}</legend>
      <div className="flex flex-wrap gap-2">
        {variants.map(({ id, option, swatch, available, foreign }) => (
          <label
            key={id}
            lang={langOf(foreign, "option")}
            className={clsx(
              "relative inline-flex min-h-11 cursor-pointer items-center gap-2 rounded-full border border-edge px-4 text-sm transition-colors",
              "hover:border-ink has-checked:border-ink has-checked:shadow-[inset_0_0_0_1px_var(--ink)]",
              "has-focus-visible:outline-2 has-focus-visible:outline-ink has-focus-visible:outline-offset-2",
              available === 0 && "text-faint line-through",
            )}
          >
            <input
              type="radio"
              name={name}
              value={id}
              required
              checked={id === chosen}
              disabled={isFixed}
              aria-label={available === 0 ? t("soldOut", { option }) : t("left", { option, count: available })}
              onChange={() => onChoose(id)}
              className="sr-only"
            />
            <Swatch colour={swatch} />
            {option}
          </label>
        ))}
      </div>
      {isWrong && (
        <p role="alert" className="text-danger text-sm">
          {t("needed")}
        </p>
      )}
    </fieldset>
  );
}
