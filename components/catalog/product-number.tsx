import { clsx } from "clsx";
import { useTranslations } from "next-intl";

/** The number a host says and a viewer types: "number 3". */
export function ProductNumber({ number, className }: { number: number; className?: string }) {
  const t = useTranslations("product");
  return (
    <span className={clsx("figures inline-flex font-mono font-medium", className)}>
      <span aria-hidden>#{number}</span>
      <span className="sr-only">{t("number", { number })}</span>
    </span>
  );
}
