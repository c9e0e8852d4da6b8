import { useLocale, useTranslations } from "next-intl";

/** "on 1 March 2027", the same day for every reader, or "when it is ready". */
export function BalanceDay({ dueOn }: { dueOn: string | null }) {
  const t = useTranslations("preorders.balance");
  const locale = useLocale();
  if (!dueOn) return t("whenReady");
  const day = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  return t("onDay", { day: day.format(new Date(dueOn)) });
}
