import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { PageLink } from "#components/ui/page-link.tsx";

/** What stands on a page that does not exist. */
export function NothingHere() {
  const t = useTranslations("common.notFound");
  return (
    <div className="page-column grid justify-items-start gap-4 py-24">
      <p className="slug text-soft">404</p>
      <h1 className="headline text-4xl">{t("title")}</h1>
      <p className="max-w-prose text-lg text-soft">{t("body")}</p>
      <PageLink href="/" className={buttonClass()}>
        {t("action")}
      </PageLink>
    </div>
  );
}
