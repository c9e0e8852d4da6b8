import { Columns3 } from "lucide-react";
import { useTranslations } from "next-intl";
import { canCompare } from "#components/catalog/compare/compare-facts.ts";
import { Button } from "#components/ui/button.tsx";
import type { ProductView } from "#lib/catalog/schema.ts";

type CompareButtonProps = { products: ProductView[]; onCompare: () => void; className?: string };

/** Lays the products of a show side by side; nothing where there is only one thing to buy. */
export function CompareButton({ products, onCompare, className }: CompareButtonProps) {
  const t = useTranslations("product.compare");
  if (!canCompare(products)) return null;
  return (
    <Button look="line" size="sm" onClick={onCompare} className={className}>
      <Columns3 aria-hidden className="size-4" />
      {t("open")}
    </Button>
  );
}
