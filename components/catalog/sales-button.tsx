import { useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { Button } from "#components/ui/button.tsx";
import type { ProductView } from "#lib/catalog/schema.ts";
import { productSales } from "./sales-state.ts";

type SalesButtonProps = {
  product: ProductView;
  size?: ComponentProps<typeof Button>["size"];
  wide?: boolean;
  /** Red only for the one product on screen; every other is ink. */
  pinned?: boolean;
  className?: string;
  onPress: () => void;
};

/** Reserve while sales are open, read the terms before, nothing to press once everything is gone. */
export function SalesButton({ product, size, wide, pinned = false, className, onPress }: SalesButtonProps) {
  const t = useTranslations("product");
  const state = productSales(product);
  if (state === "soldOut") {
    return (
      <Button
        look="line"
        size={size}
        wide={wide}
        disabled
        aria-label={t("soldOutOf", { product: product.name })}
        className={className}
      >
        {t("soldOut")}
      </Button>
    );
  }
  const isOpen = state === "open";
  return (
    <Button
      look={isOpen ? (pinned ? "signal" : "ink") : "line"}
      size={size}
      wide={wide}
      aria-haspopup="dialog"
      aria-label={t(isOpen ? "reserveProduct" : "viewTermsOf", { product: product.name })}
      className={className}
      onClick={onPress}
    >
      {t(isOpen ? "reserve" : "viewTerms")}
    </Button>
  );
}
