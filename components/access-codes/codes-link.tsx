import { Ticket } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { WhoMay } from "#components/forms/may-scope.tsx";
import { buttonClass } from "#components/ui/button.tsx";

/** The way to the priority codes of a drop, or of an edition's waitlist. */
export function CodesLink({ where, of }: { where: string; of: string }) {
  const t = useTranslations("codes");
  const label = t("of", { name: of });
  return (
    <WhoMay what="sell">
      <Link
        href={`/studio/${where}/codes`}
        aria-label={label}
        title={label}
        className={buttonClass({ look: "line", size: "sm" })}
      >
        <Ticket aria-hidden className="size-4" />
        {t("link")}
      </Link>
    </WhoMay>
  );
}
