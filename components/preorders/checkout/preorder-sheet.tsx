"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { PlaceFooter, PlaceStep } from "#components/queue/place-step.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import type { EditionView, ProductView } from "#lib/catalog/schema.ts";
import type { LiveDrop } from "#lib/live/contract.ts";
import { variantName } from "#lib/variants/view.ts";
import { CheckoutFooter, CheckoutStep } from "./checkout-steps.tsx";
import { firstEdition } from "./first-edition.ts";
import { useCheckout } from "./use-checkout.ts";

type PreorderSheetProps = {
  product: ProductView;
  /** Buy from this drop, or line up for it. */
  drop?: LiveDrop;
  /** The edition it opens on; else the first that can be had. */
  editionId?: string;
  /** Nobody is signed in: ask where the receipt goes. */
  isGuest: boolean;
  /** The way back to what runs behind the sheet: "Keep watching". */
  backLabel: string;
  onClose: () => void;
};

/** From choosing to reserved over whatever runs behind. Mount it to open it. */
export function PreorderSheet({ product, drop, editionId = drop?.editionId, ...rest }: PreorderSheetProps) {
  const [first] = useState(() => product.editions.find(({ id }) => id === editionId) ?? firstEdition(product));
  return first ? <OpenSheet product={product} drop={drop} first={first} {...rest} /> : null;
}

type OpenSheetProps = Omit<PreorderSheetProps, "editionId"> & { first: EditionView };

function OpenSheet({ product, drop, first, isGuest, backLabel, onClose }: OpenSheetProps) {
  const t = useTranslations("preorders");
  const words = useTranslations("queue.sheet");
  const checkout = useCheckout({ product, drop, first, isGuest });
  const { place, edition, offer, ways, preorder } = checkout;
  const { at } = preorder.step;
  const line = offer.act === "line" || offer.act === "waitlist" ? offer.act : null;
  const named = `${product.name} · ${variantName(edition)}`;
  if (place) {
    return (
      <Sheet
        open
        onOpenChange={onClose}
        title={words("place")}
        description={named}
        footer={<PlaceFooter place={place} backLabel={backLabel} onClose={onClose} />}
      >
        <PlaceStep place={place} drop={drop} edition={edition} />
      </Sheet>
    );
  }
  const titles = {
    choosing: line ? words(line, { product: product.name }) : t("sheet.title", { product: product.name }),
    paying: t("pay.title"),
    card: t("pay.title"),
    waiting: t("pay.title"),
    done: t("done.title"),
  };
  return (
    <Sheet
      open
      modal={ways.publishableKey === null || at === "choosing"}
      onOpenChange={onClose}
      title={titles[at]}
      description={at === "choosing" ? undefined : named}
      footer={<CheckoutFooter {...{ checkout, backLabel, onClose }} isLine={line !== null} />}
    >
      <CheckoutStep checkout={checkout} />
    </Sheet>
  );
}
