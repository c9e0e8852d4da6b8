import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { previewPath } from "#lib/images/send-preview.ts";
import { alternatesOf, locales } from "#lib/words/locale.ts";
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
  const images = [picture ? previewPath(picture) : "/icon-512.png"];
  const text = description || undefined;
  return {
    title,
    description: text,
    alternates: { canonical: address, languages: alternatesOf(path) },
    openGraph: {
      type: "website",
      url: address,
      siteName: t("siteName"),
      locale: locale.replace("-", "_"),
      alternateLocale: locales.filter((each) => each !== locale).map((each) => each.replace("-", "_")),
      title,
      description: text,
      images,
    },
    twitter: { card: "summary_large_image" },
  };
}
