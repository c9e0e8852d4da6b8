import { Ticket } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";

/** The way to the priority codes of a drop, or of an edition's waitlist. */
export function CodesLink({ where, of }: { where: string; of: string }) {
  const t = useTranslations("codes");
  const label = t("of", { name: of });
  return (
    <Link
      href={`/studio/${where}/codes`}
      aria-label={label}
      title={label}
      className="inline-flex size-8 shrink-0 items-center justify-center rounded-full text-ink transition-colors hover:bg-sunk"
    >
      <Ticket aria-hidden className="size-4" />
    </Link>
  );
}
