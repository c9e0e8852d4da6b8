import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { container } from "#lib/container.ts";
import { previewPath } from "#lib/images/send-preview.ts";
import { lookAddresses } from "#lib/shop/look/look.ts";
import { alternatesOf } from "#lib/words/locale.ts";
import { canonicalPath } from "./asked-locale.ts";

/** What search engines and the previews of messengers read of a page that anybody may open. Addresses are made whole from PUBLIC_URL. */
export async function describePage({
  path,
  title,
  description,
  picture,
}: {
  path: string;
  title: string;
  description: string;
  picture: string | null;
}): Promise<Metadata> {
  const [t, locale] = [await getTranslations("common"), await getLocale()];
  const address = await canonicalPath(path);
  const shop = await container().shop.read();
  const images = [picture ? previewPath(picture) : (lookAddresses(shop)?.icon(512) ?? "/icon-512.png")];
  const text = description || undefined;
  return {
    title,
    description: text,
    alternates: { canonical: address, languages: alternatesOf(path, shop.languages) },
    openGraph: {
      type: "website",
      url: address,
      siteName: t("siteName"),
      locale: locale.replace("-", "_"),
      alternateLocale: shop.languages.filter((each) => each !== locale).map((each) => each.replace("-", "_")),
      title,
      description: text,
      images,
    },
    twitter: { card: "summary_large_image" },
  };
}
