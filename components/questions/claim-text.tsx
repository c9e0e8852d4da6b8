import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import type { ClaimView } from "#lib/questions/schema.ts";

/** What is said above what is true; told apart by words and not by colour alone. */
export function ClaimText({ claim, className }: { claim: Pick<ClaimView, "claim" | "truth">; className?: string }) {
  const t = useTranslations("questions");
  return (
    <dl
      className={clsx("wrap-anywhere grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 text-sm leading-5", className)}
    >
      <dt className="text-soft">{t("said")}</dt>
      <dd className="text-soft">{claim.claim}</dd>
      <dt className="font-semibold text-ok">{t("true")}</dt>
      <dd className="font-medium">{claim.truth}</dd>
    </dl>
  );
}
