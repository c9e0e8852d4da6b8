import { useLocale, useTranslations } from "next-intl";

/** That a machine translated it, and from which language where it could tell. */
export function TranslatedFrom({ from }: { from: string | null }) {
  const t = useTranslations("room.chat");
  const locale = useLocale();
  const language = from && new Intl.DisplayNames(locale, { type: "language" }).of(from);
  return <p className="text-sm text-soft">{language ? t("translatedFrom", { language }) : t("translated")}</p>;
}
