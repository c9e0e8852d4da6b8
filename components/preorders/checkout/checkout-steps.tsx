import { useTranslations } from "next-intl";
import { DropNote } from "#components/drops/drop-note.tsx";
import { ProofNote } from "#components/drops/proof-note.tsx";
import { CardFooter, CardStep } from "./card-step.tsx";
import { ChooseStep } from "./choose-step.tsx";
import { ConfirmFooter } from "./confirm-footer.tsx";
import { DoneFooter, DoneStep } from "./done-step.tsx";
import { LineFooter } from "./line-footer.tsx";
import { PayFooter, PayStep } from "./pay-step.tsx";
import { rememberedContact } from "./remembered-contact.ts";
import type { Checkout } from "./use-checkout.ts";
import { WaitingFooter, WaitingStep } from "./waiting-step.tsx";

/** What stands in the sheet, from choosing to reserved. */
export function CheckoutStep({ checkout }: { checkout: Checkout }) {
  const { preorder, ways, form, edition, isGuest } = checkout;
  const { step } = preorder;
  switch (step.at) {
    case "choosing":
      return <Choosing checkout={checkout} />;
    case "paying":
      return <PayStep preorder={preorder} step={step} ways={ways} edition={edition} />;
    case "card":
      return <CardStep preorder={preorder} step={step} form={form} />;
    case "waiting":
      return <WaitingStep preorder={preorder} step={step} rails={ways.rails} />;
    case "done":
      return <DoneStep order={step.order} isGuest={isGuest} />;
  }
}

function Choosing({ checkout }: { checkout: Checkout }) {
  const t = useTranslations("preorders.proof");
  const { product, edition, preorder, offer, terms, wanted, quantity, most, isGuest, ways, openedAt } = checkout;
  const { drop, proof, variant } = checkout;
  const contact = preorder.attempt.contact ?? rememberedContact();
  return (
    <>
      {drop && <DropNote drop={drop} proof={proof} isOver={offer.dropId === null} />}
      {proof.onSale !== "none" && <ProofNote isReady={proof.onSale === "ready"}>{t(proof.onSale)}</ProofNote>}
      <ChooseStep
        variant={variant}
        {...{ product, edition, preorder, offer, terms, wanted, quantity, most, isGuest, contact, ways, openedAt }}
        onQuantity={(value) => preorder.fill({ quantity: value })}
        onContact={(value) => preorder.fill({ contact: value })}
      />
    </>
  );
}

type CheckoutFooterProps = { checkout: Checkout; isLine: boolean; backLabel: string; onClose: () => void };

/** The one act of each step. */
export function CheckoutFooter({ checkout, isLine, backLabel, onClose }: CheckoutFooterProps) {
  const { product, edition, terms, variant, preorder, quantity, openedAt, offer, drop, ways, form } = checkout;
  const { step } = preorder;
  switch (step.at) {
    case "choosing":
      if (isLine) return <LineFooter {...{ edition, terms, preorder, quantity, offer, drop }} />;
      return <ConfirmFooter {...{ product, edition, terms, variant, preorder, quantity, openedAt, ways }} />;
    case "paying":
      return <PayFooter preorder={preorder} step={step} ways={ways} />;
    case "card":
      return <CardFooter preorder={preorder} step={step} form={form} />;
    case "waiting":
      return <WaitingFooter preorder={preorder} />;
    case "done":
      return <DoneFooter order={step.order} backLabel={backLabel} onClose={onClose} />;
  }
}
