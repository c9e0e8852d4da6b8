"use client";

import { useLocale } from "next-intl";
import { useMemo } from "react";
import type { CaptionCue as Cue } from "#lib/live/contract.ts";
import type { CaptionCue } from "./captions.ts";
import { useCues } from "./use-cues.ts";

/**
 * What there is to read over the picture of a show, in one language: the reader's where the host writes in it, else the
 * one written last. `showId` is the show's id, not its slug; `whole` is all there is of a show that is over.
 */
export function useCaptions(showId: string, { whole = false } = {}): CaptionCue[] {
  const locale = useLocale();
  const cues = useCues(showId, { whole, live: !whole });
  return useMemo(() => {
    const language = chooseLanguage(cues, locale);
    return cues.filter((cue) => cue.language === language);
  }, [cues, locale]);
}

function chooseLanguage(cues: Cue[], locale: string): string | undefined {
  const [base = locale] = locale.split("-");
  const languages = [...new Set(cues.map(({ language }) => language))];
  return (
    languages.find((language) => language === locale) ??
    languages.find((language) => language.split("-")[0] === base) ??
    cues.at(-1)?.language
  );
}
