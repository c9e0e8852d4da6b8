import { useTranslations } from "next-intl";
import { useBuyer } from "#components/catalog/buyer-scope.tsx";
import type { EditionView } from "#lib/catalog/schema.ts";
import { ruleFor } from "#lib/cooling-off/view.ts";

type CoolingOffTermProps = { edition: Pick<EditionView, "coolingOffExemption">; country: string | null };

/** "14 days after it arrives", for the buyer's country; null where the seller has said nothing about it. */
export function useCoolingOffTerm({ edition, country }: CoolingOffTermProps): string | null {
  const t = useTranslations("terms.exemption");
  const { coolingOff } = useBuyer();
  const rule = ruleFor(coolingOff, country);
  if (!rule) return null;
  if (edition.coolingOffExemption) return t("not", { reason: t(edition.coolingOffExemption) });
  return rule.days === 0 ? null : t("days", { days: rule.days });
}
