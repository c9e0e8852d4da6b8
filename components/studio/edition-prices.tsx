"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { callApi } from "#components/session/call-api.ts";
import { type EditionView, pricesInput } from "#lib/catalog/schema.ts";
import { FormFoot } from "./form-foot.tsx";
import { PriceFields } from "./price-fields.tsx";
import { readPrices, rowsOf, usePrices } from "./use-prices.ts";
import { useSubmit } from "./use-submit.ts";

export function EditionPrices({ edition, onSaved }: { edition: EditionView; onSaved: () => void }) {
  const t = useTranslations("editing.edition");
  const router = useRouter();
  const prices = usePrices(rowsOf(edition));
  const { form, busy, wrong, problem, submit } = useSubmit({
    schema: pricesInput,
    send: async (body) => {
      await callApi("PUT", `/api/editions/${edition.id}/prices`, { body });
      router.refresh();
      onSaved();
    },
  });
  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit(readPrices(prices.rows));
      }}
      className="-mt-4 grid grid-cols-1 gap-5 [&>fieldset]:border-t-0"
    >
      <PriceFields prices={prices} wrong={wrong} />
      <FormFoot label={t("savePrices")} busy={busy} problem={problem} />
    </form>
  );
}
