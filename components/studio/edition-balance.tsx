"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { callApi } from "#components/session/call-api.ts";
import { balanceTerms } from "#lib/balances/schema.ts";
import type { EditionView } from "#lib/catalog/schema.ts";
import { BalanceFields, readBalance } from "./balance-fields.tsx";
import { FormFoot } from "./form-foot.tsx";
import { useSubmit } from "./use-submit.ts";

/** The one part that also moves orders that stand: always in favour of the buyer. */
export function EditionBalance({ edition, onSaved }: { edition: EditionView; onSaved: () => void }) {
  const t = useTranslations("editing.edition");
  const router = useRouter();
  const { form, busy, wrong, problem, submit } = useSubmit({
    schema: balanceTerms,
    send: async (body) => {
      await callApi("PUT", `/api/editions/${edition.id}/balance`, { body });
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
        void submit(readBalance(event.currentTarget));
      }}
      className="grid grid-cols-1 gap-5"
    >
      <p className="text-sm text-soft">{t("balanceAlsoStanding")}</p>
      <BalanceFields initial={edition} wrong={wrong} />
      <FormFoot label={t("saveBalance")} busy={busy} problem={problem} />
    </form>
  );
}
