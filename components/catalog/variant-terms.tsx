"use client";

import { useId, useState } from "react";
import type { EditionView } from "#lib/catalog/schema.ts";
import { EditionTerms } from "./edition-terms.tsx";
import { VariantChoice } from "./variant-choice.tsx";

type VariantTermsProps = { variants: [EditionView, ...EditionView[]]; isShipped: boolean };

/** An edition in its colours or sizes: the terms of the one that is looked at. */
export function VariantTerms({ variants, isShipped }: VariantTermsProps) {
  const name = useId();
  const [shownId, setShownId] = useState(variants[0].id);
  const shown = variants.find(({ id }) => id === shownId) ?? variants[0];
  return (
    <EditionTerms
      edition={shown}
      isShipped={isShipped}
      choice={<VariantChoice variants={variants} chosen={shown.id} name={name} onChoose={setShownId} />}
    />
  );
}
