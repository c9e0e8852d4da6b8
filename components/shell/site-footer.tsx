import { useTranslations } from "next-intl";
import { LocaleSelect } from "./locale-select.tsx";
import { ThemeSelect } from "./theme-select.tsx";
import { Wordmark } from "./wordmark.tsx";

export function SiteFooter() {
  const t = useTranslations("common");
  return (
    <footer className="mt-24 border-ink border-t bg-paper">
      <div className="page-column grid gap-10 py-12 md:grid-cols-[1fr_auto] md:items-end">
        <div className="grid gap-5">
          <Wordmark className="h-7 w-fit max-w-full md:h-9" />
          <p className="max-w-prose text-soft">{t("footer.promise")}</p>
          <p className="flex flex-wrap gap-x-6 gap-y-1 text-sm text-soft">
            <a href="/api/docs" className="underline underline-offset-4 hover:text-ink">
              {t("footer.api")}
            </a>
            <span>{t("footer.license")}</span>
          </p>
        </div>
        <fieldset aria-label={t("preferences")} className="grid grid-cols-2 gap-3 md:w-80">
          <LocaleSelect />
          <ThemeSelect />
        </fieldset>
      </div>
    </footer>
  );
}
