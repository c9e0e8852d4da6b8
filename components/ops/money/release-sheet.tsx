"use client";

import { useLocale, useTranslations } from "next-intl";
import { useId, useState } from "react";
import { type ReleaseInput, type RiskyBalance, releaseInput } from "#lib/balances/schema.ts";
import { formatMoney } from "#lib/money.ts";
import { ActSheet } from "./act-sheet.tsx";
import { NoteField } from "./note-field.tsx";

const rules = ["everything", "all_but_deposit"] as const satisfies ReleaseInput["back"][];

/** Giving a place away for good: first the rule of the money, in words and in figures, and the reason that the buyer reads. */
export function ReleaseSheet({ balance, onClose }: { balance: RiskyBalance; onClose: () => void }) {
  const t = useTranslations("ops.money.risk");
  const locale = useLocale();
  const name = useId();
  const [back, setBack] = useState<ReleaseInput["back"] | null>(null);
  const [reason, setReason] = useState("");
  const { orderId, buyer, edition, paidMinor, depositMinor, currency } = balance;
  const money = (minor: number) => formatMoney({ minor, currency, locale });
  const amounts = {
    everything: { back: money(paidMinor), kept: money(0) },
    all_but_deposit: { back: money(paidMinor - depositMinor), kept: money(depositMinor) },
  };
  return (
    <ActSheet
      title={t("releaseTitle")}
      description={`${buyer} · ${edition}`}
      path={`/api/ops/preorders/${orderId}/release`}
      schema={releaseInput}
      read={() => ({ back, reason })}
      label={t("releaseFor")}
      look="danger"
      done={t("released")}
      isBlocked={back === null || reason.trim() === ""}
      onClose={onClose}
    >
      <p className="text-sm text-soft">{t("releaseExplain")}</p>
      <fieldset className="grid gap-3">
        <legend className="mb-2 font-medium text-sm">{t("rule")}</legend>
        {rules.map((rule) => (
          <label
            key={rule}
            className="flex items-start gap-3 rounded-sm border border-edge px-3 py-2.5 has-checked:border-ink"
          >
            <input
              type="radio"
              name={name}
              checked={back === rule}
              onChange={() => setBack(rule)}
              className="mt-1 accent-(--ink)"
            />
            <span className="grid gap-0.5">
              <span className="font-medium">{t(`rules.${rule}.name`)}</span>
              <span className="text-sm text-soft">{t(`rules.${rule}.explain`, amounts[rule])}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <NoteField name="reason" text={reason} onText={setReason} />
    </ActSheet>
  );
}
