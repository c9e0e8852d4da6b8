"use client";

import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";

type ErrorPageProps = { error: Error & { digest?: string }; reset: () => void };

export default function ErrorPage({ error, reset }: ErrorPageProps) {
  const t = useTranslations("common");
  return (
    <main id="content" className="page-column grid justify-items-start gap-4 py-24">
      <h1 className="headline text-4xl">{t("crashed.title")}</h1>
      <p className="max-w-prose text-lg text-soft">{t("crashed.body")}</p>
      {error.digest && <p className="font-mono text-sm text-soft">{t("crashed.reference", { id: error.digest })}</p>}
      <Button onClick={reset}>{t("retry")}</Button>
    </main>
  );
}
