"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { CurrencyChoice } from "#components/catalog/currency-choice.tsx";
import { CityField } from "#components/delivery-windows/city-field.tsx";
import { Form } from "#components/forms/form.tsx";
import { ContactField } from "#components/preorders/checkout/contact-field.tsx";
import { PayChoice } from "#components/preorders/checkout/pay-choice.tsx";
import { rememberedContact } from "#components/preorders/checkout/remembered-contact.ts";
import type { PayWays } from "#components/preorders/checkout/use-pay-way.ts";
import { CountryField } from "#components/shipping/country-field.tsx";
import { Button } from "#components/ui/button.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import type { BasketInput } from "#lib/baskets/schema.ts";
import type { Basket } from "./basket-scope.tsx";
import type { BasketSheetProps } from "./basket-sheet.tsx";
import { BasketTotals } from "./basket-totals.tsx";
import { basketFormId, FillFooter } from "./fill-footer.tsx";
import { BasketLine, LostLine } from "./line.tsx";
import { type BasketLines, depositOf, sum, useBasketLines } from "./use-basket-lines.ts";
import { usePlaceBasket } from "./use-place-basket.ts";
import { useRemoval } from "./use-removal.ts";

type FillSheetProps = BasketSheetProps & { basket: Basket; ways: PayWays; onConfirm: () => void };

/** Every line with what is agreed to, where it goes, with what it is paid, and the one act. */
export function FillSheet({ basket, ways, products, isGuest, onConfirm, onClose }: FillSheetProps) {
  const t = useTranslations("basket");
  const lines = useBasketLines(basket, products);
  const ordering = usePlaceBasket(basket);
  const removal = useRemoval(basket);
  const [contact, setContact] = useState(rememberedContact);
  const [isContactWrong, setContactWrong] = useState(false);
  const { ready, lost, currency } = lines;
  const isFixed = basket.kept.asked !== null;
  const depositMinor = sum(ready.map(depositOf));

  const submit = (event: FormEvent<HTMLFormElement>) => {
    const isWrong = !event.currentTarget.checkValidity();
    setContactWrong(isWrong);
    if (isWrong) event.currentTarget.querySelector<HTMLElement>("input:invalid")?.focus();
    else {
      onConfirm();
      void ordering.place(inputOf(lines, isGuest ? contact.trim() : null));
    }
  };

  return (
    <Sheet
      open
      onOpenChange={onClose}
      title={t("title")}
      footer={ready.length > 0 || isFixed ? <FillFooter {...{ basket, lines, ordering, depositMinor }} /> : undefined}
    >
      {basket.kept.items.length === 0 && <p className="text-soft">{t("empty")}</p>}
      <Form id={basketFormId} noValidate onSubmit={submit} className="grid grid-cols-1 gap-5">
        {removal.removed && (
          <p role="status" className="flex items-center justify-between gap-3 rounded-sm bg-sunk px-3 py-2 text-sm">
            {t("removed", { name: removal.removed.name })}
            <Button look="line" size="sm" onClick={removal.undo}>
              {t("undo")}
            </Button>
          </p>
        )}
        <ul className="grid divide-y divide-rule">
          {ready.map((line) => (
            <BasketLine
              key={line.item.editionId}
              {...{ basket, line, isFixed }}
              fault={ordering.faults[line.item.editionId]}
              onRemove={(name) => removal.remove(line.item, name)}
            />
          ))}
          {lost.map((line) => (
            <LostLine
              key={line.item.editionId}
              {...{ line, isFixed }}
              onRemove={(name) => removal.remove(line.item, name)}
            />
          ))}
        </ul>
        {ready.length > 0 && (
          <>
            <Places lines={lines} isFixed={isFixed} />
            <BasketTotals lines={ready} currency={currency} />
            {isGuest && (
              <ContactField
                {...{ contact, isFixed }}
                isWrong={isContactWrong}
                onContact={(typed) => {
                  setContact(typed);
                  setContactWrong(false);
                }}
              />
            )}
            {depositMinor > 0 && <PayChoice ways={ways} />}
          </>
        )}
      </Form>
    </Sheet>
  );
}

function inputOf({ ready, currency, city, shipping }: BasketLines, contact: string | null): BasketInput {
  const country = shipping.isAsked ? shipping.country : null;
  return {
    lines: ready.map(({ edition, quantity, price, shippingMinor, window }) => ({
      ...{ editionId: edition.id, quantity },
      expected: {
        ...{ unitMinor: price.priceMinor, depositMinor: price.depositMinor },
        ...{ shippingMinor: shippingMinor ?? 0, windowEnd: window?.end ?? null },
      },
    })),
    currency,
    ...(contact ? { contact } : {}),
    ...(city ? { cityId: city.id } : {}),
    ...(country ? { country } : {}),
  };
}

function Places({ lines, isFixed }: { lines: BasketLines; isFixed: boolean }) {
  const { cities, city, chooseCity, currencies, currency, chooseCurrency, shipping, ready } = lines;
  const hasCities = cities !== null && cities.length > 0;
  return (
    <>
      {shipping.isAsked && (
        <CountryField
          among={shipping.among}
          country={shipping.country}
          isBeyond={shipping.country !== null && ready.some(({ shippingMinor }) => shippingMinor === null)}
          disabled={isFixed}
          onCountry={shipping.choose}
        />
      )}
      {hasCities && <CityField cities={cities} city={city} disabled={isFixed} onCity={chooseCity} />}
      <CurrencyChoice currencies={currencies} chosen={currency} disabled={isFixed} onChoose={chooseCurrency} />
    </>
  );
}
