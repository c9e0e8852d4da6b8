"use client";

import { NextIntlClientProvider, useLocale, useMessages } from "next-intl";
import { type ReactNode, useMemo } from "react";

type Words = Partial<ReturnType<typeof useMessages>>;

/** Words for a part of the page, beside those that the page around it has. */
export function MoreWords({ words, children }: { words: Words; children: ReactNode }) {
  const around = useMessages();
  const messages = useMemo(() => ({ ...around, ...words }), [around, words]);
  return (
    <NextIntlClientProvider locale={useLocale()} messages={messages}>
      {children}
    </NextIntlClientProvider>
  );
}
