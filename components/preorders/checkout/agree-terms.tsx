import { useTranslations } from "next-intl";

/** To what a buyer agrees who confirms, beside the button that does. */
export function AgreeTerms() {
  const t = useTranslations("preorders.sheet");
  return (
    <p className="text-soft text-xs">
      {t.rich("agree", {
        terms: (words) => (
          <a href="/legal/terms" target="_blank" rel="noopener" className="underline underline-offset-2">
            {words}
          </a>
        ),
      })}
    </p>
  );
}
