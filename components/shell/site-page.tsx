import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { ShopView } from "#lib/shop/schema.ts";
import { SiteFooter } from "./site-footer.tsx";
import { type HeaderPerson, SiteHeader } from "./site-header.tsx";

/** A public page between header and footer. The room, the studio and ops have frames of their own. */
export function SitePage({ person, shop, children }: { person?: HeaderPerson; shop: ShopView; children: ReactNode }) {
  return (
    <>
      <SkipLink />
      <SiteHeader person={person} />
      <main id="content">{children}</main>
      <SiteFooter shop={shop} />
    </>
  );
}

/** First thing the keyboard meets; the page gives its main element `id="content"`. */
export function SkipLink() {
  const t = useTranslations("common");
  return (
    <a
      href="#content"
      className="fixed top-2 left-2 z-50 -translate-y-20 rounded-sm bg-ink px-4 py-2 text-paper focus:translate-y-0"
    >
      {t("skipToContent")}
    </a>
  );
}
