"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { FormField } from "#components/forms/form-field.tsx";
import { Select } from "#components/ui/input.tsx";
import { type Delivery, delivery } from "#lib/addresses/schema.ts";

/** How a product gets to whoever buys it, and what that asks of them. */
export function DeliveryField({ initial }: { initial: Delivery }) {
  const t = useTranslations("editing.delivery");
  const [chosen, setChosen] = useState(initial);
  return (
    <FormField path="delivery" label={t("label")} hint={t(`hints.${chosen}`)} required>
      {(binding) => (
        <Select
          {...binding}
          name="delivery"
          value={chosen}
          onChange={({ target }) => setChosen(delivery.options.find((each) => each === target.value) ?? initial)}
        >
          {delivery.options.map((each) => (
            <option key={each} value={each}>
              {t(each)}
            </option>
          ))}
        </Select>
      )}
    </FormField>
  );
}
