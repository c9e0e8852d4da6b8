"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useCardForm } from "#components/payments/use-card-form.ts";
import { serverTime } from "#components/ui/clock.ts";
import { Sheet } from "#components/ui/sheet.tsx";
import type { EditionView, ProductView } from "#lib/catalog/schema.ts";
import { CardFooter, CardStep } from "./card-step.tsx";
import { ChooseStep } from "./choose-step.tsx";
import { ConfirmFooter } from "./confirm-footer.tsx";
import { DoneFooter, DoneStep } from "./done-step.tsx";
import { firstEdition } from "./first-edition.ts";
import { PayFooter, PayStep } from "./pay-step.tsx";
import { rememberedContact } from "./remembered-contact.ts";
import { usePayWay } from "./use-pay-way.ts";
import { usePreorder } from "./use-preorder.ts";
import { WaitingFooter, WaitingStep } from "./waiting-step.tsx";

type PreorderSheetProps = {
  product: ProductView;
  /** Nobody is signed in: ask where the receipt goes. */
  isGuest: boolean;
  /** The way back to what runs behind the sheet: "Keep watching". */
  backLabel: string;
  onClose: () => void;
};

/** From choosing to reserved over whatever runs behind. Mount it to open it. */
export function PreorderSheet({ product, ...rest }: PreorderSheetProps) {
  const [first] = useState(() => firstEdition(product));
  return first ? <OpenSheet product={product} first={first} {...rest} /> : null;
}

function OpenSheet({ product, first, isGuest, backLabel, onClose }: PreorderSheetProps & { first: EditionView }) {
  const t = useTranslations("preorders");
  const preorder = usePreorder(first.id);
  const edition = product.editions.find(({ id }) => id === preorder.editionId) ?? first;
  const [openedAt] = useState(serverTime);
  const [wanted, setWanted] = useState(preorder.attempt.quantity);
  const [contact, setContact] = useState(() => preorder.attempt.contact ?? rememberedContact());
  const ways = usePayWay();
  const { step, attempt } = preorder;
  const form = useCardForm({
    publishableKey: ways.publishableKey,
    clientSecret: step.at === "card" ? step.clientSecret : null,
    of: "payment",
  });

  const most = Math.max(1, Math.min(edition.perPersonLimit, edition.available));
  const quantity = attempt.isAsked ? attempt.quantity : Math.min(wanted, most);
  const titles = {
    choosing: t("sheet.title", { product: product.name }),
    paying: t("pay.title"),
    card: t("pay.title"),
    waiting: t("pay.title"),
    done: t("done.title"),
  };

  return (
    <Sheet
      open
      modal={ways.publishableKey === null || step.at === "choosing"}
      onOpenChange={onClose}
      title={titles[step.at]}
      description={step.at === "choosing" ? undefined : `${product.name} · ${edition.name}`}
      footer={
        <>
          {step.at === "choosing" && <ConfirmFooter {...{ product, edition, preorder, quantity, openedAt }} />}
          {step.at === "paying" && <PayFooter preorder={preorder} step={step} ways={ways} />}
          {step.at === "card" && <CardFooter preorder={preorder} step={step} form={form} />}
          {step.at === "waiting" && <WaitingFooter preorder={preorder} />}
          {step.at === "done" && <DoneFooter order={step.order} backLabel={backLabel} onClose={onClose} />}
        </>
      }
    >
      {step.at === "choosing" && (
        <ChooseStep
          {...{ product, edition, preorder, wanted, quantity, most, isGuest, contact, ways, openedAt }}
          onQuantity={setWanted}
          onContact={setContact}
        />
      )}
      {step.at === "paying" && (
        <PayStep preorder={preorder} step={step} ways={ways} balanceDueOn={edition.balanceDueOn} />
      )}
      {step.at === "card" && <CardStep preorder={preorder} step={step} form={form} />}
      {step.at === "waiting" && <WaitingStep preorder={preorder} step={step} rails={ways.rails} />}
      {step.at === "done" && <DoneStep order={step.order} isGuest={isGuest} />}
    </Sheet>
  );
}
