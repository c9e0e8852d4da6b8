import { useTranslations } from "next-intl";
import { PageLink } from "#components/ui/page-link.tsx";
import type { ShopView } from "#lib/shop/schema.ts";
import { LocaleSelect } from "./locale-select.tsx";
import { ThemeSelect } from "./theme-select.tsx";
import { Wordmark } from "./wordmark.tsx";

/** Who sells, and what the law wants to be found from every page. */
export function SiteFooter({ shop }: { shop: ShopView }) {
  const t = useTranslations("common");
  return (
    <footer className="mt-24 border-ink border-t bg-paper">
      <div className="page-column grid gap-10 py-12 md:grid-cols-[1fr_auto] md:items-end">
        <div className="grid gap-5">
          <Wordmark className="h-7 w-fit max-w-full md:h-9" textSize="text-2xl md:text-3xl" />
          <p className="max-w-prose text-soft">{t("footer.promise")}</p>
          {shop.pages.length > 0 && (
            <nav aria-label={t("footer.pages")} className="flex flex-wrap gap-x-6 text-sm">
              {shop.pages.map((kind) => (
                <PageLink
                  key={kind}
                  href={`/legal/${kind}`}
                  className="inline-flex min-h-11 items-center underline underline-offset-4 hover:text-signal md:min-h-8"
                >
                  {t(`pages.${kind}`)}
                </PageLink>
              ))}
            </nav>
          )}
          <p className="flex flex-wrap gap-x-6 gap-y-1 text-sm text-soft">
            {shop.legalName && <span>{shop.legalName}</span>}
            <PageLink href="/shop" className="underline underline-offset-4 hover:text-ink">
              {t("footer.shop")}
            </PageLink>
            <PageLink href="/find-order" className="underline underline-offset-4 hover:text-ink">
              {t("footer.findOrder")}
            </PageLink>
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
