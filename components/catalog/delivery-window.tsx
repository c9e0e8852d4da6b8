import { useLocale, useTranslations } from "next-intl";
import type { DeliveryWindow as Window } from "#lib/catalog/schema.ts";
import { formatWindow } from "#lib/words/format-window.ts";

/** The days between which it is delivered, as calendar days that no time zone shifts. */
export function DeliveryWindow({ window }: { window: Window | null }) {
  const t = useTranslations("product");
  const locale = useLocale();
  return <span className="figures">{window ? formatWindow(window, locale) : t("deliveryUnknown")}</span>;
}
