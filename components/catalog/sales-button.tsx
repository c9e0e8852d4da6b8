import { useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { type OwnPlace, useOwnPlaces } from "#components/queue/own-places.tsx";
import { Button } from "#components/ui/button.tsx";
import type { ProductView } from "#lib/catalog/schema.ts";
import { productSales, takesWaitlist } from "./sales-state.ts";

type SalesButtonProps = {
  product: ProductView;
  size?: ComponentProps<typeof Button>["size"];
  wide?: boolean;
  /** Red only for the one product on screen; every other is ink. */
  pinned?: boolean;
  className?: string;
  onPress: () => void;
};

/** Reserve while sales are open, read the terms before, wait for what comes back once everything is gone. */
export function SalesButton({ product, size, wide, pinned = false, className, onPress }: SalesButtonProps) {
  const t = useTranslations("product");
  const { places } = useOwnPlaces();
  const state = productSales(product);
  const isWaiting = places.some((place) => isOnWaitlist(place, product));
  const isOpen = state === "open";
  const act = isOpen ? "reserve" : isWaiting ? "inLine" : takesWaitlist(state) ? "waitlist" : "viewTerms";
  return (
    <Button
      look={isOpen ? (pinned ? "signal" : "ink") : "line"}
      size={size}
      wide={wide}
      aria-haspopup="dialog"
      aria-label={t(names[act], { product: product.name })}
      className={className}
      onClick={onPress}
    >
      {t(act)}
    </Button>
  );
}

const names = {
  reserve: "reserveProduct",
  viewTerms: "viewTermsOf",
  waitlist: "waitlistOf",
  inLine: "inLineFor",
} as const;

function isOnWaitlist({ dropId, editionId, state }: OwnPlace, { editions }: ProductView): boolean {
  return !dropId && state === "WAITING" && editions.some(({ id }) => id === editionId);
}
