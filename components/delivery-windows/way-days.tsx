import { useTranslations } from "next-intl";
import type { Way } from "#lib/delivery-windows/view.ts";

/** "+2–4 days" */
export function WayDays({ way: { firstDays, lastDays, isWorking } }: { way: Way }) {
  const t = useTranslations("terms.city");
  const range = firstDays === lastDays ? `${lastDays}` : `${firstDays}–${lastDays}`;
  return (
    <span className="figures shrink-0 text-sm text-soft">
      {lastDays === 0 ? t("sameDay") : t(isWorking ? "workingDays" : "days", { count: lastDays, range })}
    </span>
  );
}
