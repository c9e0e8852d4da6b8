"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { CodeField } from "#components/access-codes/code-field.tsx";
import { GalleryStrip } from "#components/catalog/gallery/gallery.tsx";
import { Form } from "#components/forms/form.tsx";
import { Stepper } from "#components/ui/stepper.tsx";
import type { EditionView, ProductView } from "#lib/catalog/schema.ts";
import { ContactField } from "./contact-field.tsx";
import { EditionChoice } from "./edition-choice.tsx";
import type { Offer } from "./offer.ts";
import { PayChoice } from "./pay-choice.tsx";
import { PreorderTerms } from "./preorder-terms.tsx";
import { PromiseNote } from "./promise-note.tsx";
import { refundDeadline } from "./refund-deadline.ts";
import { TermsChoices } from "./terms-choices.tsx";
import type { PayWays } from "./use-pay-way.ts";
import type { Preorder } from "./use-preorder.ts";
import type { Terms } from "./use-terms.ts";
import type { VariantStep } from "./use-variant.ts";

export const preorderFormId = "preorder-form";

type ChooseStepProps = {
  product: ProductView;
  edition: EditionView;
  preorder: Preorder;
  offer: Offer;
  terms: Terms;
  variant: VariantStep;
  /** What the buyer asked for; `quantity` is what can be had of it. */
  wanted: number;
  quantity: number;
  most: number;
  isGuest: boolean;
  contact: string;
  ways: PayWays;
  /** Epoch ms from which the refund deadline is counted. */
  openedAt: number;
  onQuantity: (quantity: number) => void;
  onContact: (contact: string) => void;
};

/** Everything that is agreed to, and the choices that change it. */
export function ChooseStep(props: ChooseStepProps) {
  const { product, edition, preorder, offer, terms, wanted, quantity, most, isGuest, contact, ways, openedAt } = props;
  const t = useTranslations("preorders.sheet");
  const [isContactWrong, setContactWrong] = useState(false);
  const { isAsked } = preorder.attempt;
  const { shown, promise } = terms;
  const isShort = !isAsked && offer.act === "order" && edition.available > 0 && wanted > edition.available;

  const submit = (event: FormEvent<HTMLFormElement>) => {
    const isDecided = props.variant.demand();
    const isWrong = isDecided && !event.currentTarget.checkValidity();
    setContactWrong(isWrong);
    if (!isDecided || isWrong) event.currentTarget.querySelector<HTMLElement>("input:invalid")?.focus();
    else {
      const { currency, cityId, country } = terms;
      const named = isGuest ? contact.trim() : null;
      void preorder.place({ quantity, contact: named, currency, cityId, country, by: ways, shown }, offer);
    }
  };

  return (
    <Form id={preorderFormId} noValidate onSubmit={submit} className="grid grid-cols-1 gap-5">
      <GalleryStrip product={product} />
      <EditionChoice
        editions={product.editions}
        chosen={edition.id}
        variant={props.variant}
        isFixed={preorder.isBusy}
        onChoose={preorder.choose}
      />
      {edition.perPersonLimit > 1 && (
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
          <span className="grid">
            <span className="font-medium text-sm">{t("quantity")}</span>
            <span className="text-sm text-soft">{t("limit", { count: edition.perPersonLimit })}</span>
          </span>
          <Stepper
            label={t("quantity")}
            value={quantity}
            min={isAsked ? quantity : 1}
            max={isAsked ? quantity : most}
            onValue={props.onQuantity}
          />
          {isShort && (
            <p role="status" className="w-full text-sm text-warn">
              {t("tooFew", { count: edition.available })}
            </p>
          )}
        </div>
      )}
      <TermsChoices terms={terms} isFixed={isAsked} />
      <PreorderTerms
        terms={shown}
        arrival={<PromiseNote promise={promise} quantity={quantity} />}
        includesWay={promise.includesWay}
        edition={edition}
        country={terms.country}
        refundableUntil={edition.refundDays > 0 ? refundDeadline(openedAt, edition.refundDays) : null}
      />
      {isGuest && (
        <ContactField
          contact={contact}
          isFixed={isAsked}
          isWrong={isContactWrong}
          onContact={(typed) => {
            props.onContact(typed);
            setContactWrong(false);
          }}
        />
      )}
      {offer.takesCode && (
        <CodeField
          code={preorder.attempt.code ?? ""}
          isLocked={isAsked}
          isWrong={preorder.refusal?.code === "code_invalid"}
          onCode={(code) => preorder.fill({ code })}
        />
      )}
      {shown.depositMinor > 0 && offer.act === "order" && <PayChoice ways={ways} />}
    </Form>
  );
}
