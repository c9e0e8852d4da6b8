"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { serverTime } from "#components/ui/clock.ts";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/input.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import { graceInput, type RiskyBalance } from "#lib/balances/schema.ts";
import { ActSheet } from "./act-sheet.tsx";
import { NoteField } from "./note-field.tsx";

const day = 86_400_000;
const choices = [3, 7, 14, 30];

/** More time for a balance that failed, from the end of the grace period or from now. */
export function ExtendSheet({ balance, onClose }: { balance: RiskyBalance; onClose: () => void }) {
  const t = useTranslations("ops.money.risk");
  const [days, setDays] = useState(7);
  const [reason, setReason] = useState("");
  const [now] = useState(serverTime);
  const until = new Date(Math.max(now, Date.parse(balance.graceUntil ?? "") || 0) + days * day).toISOString();
  return (
    <ActSheet
      title={t("extendTitle")}
      description={`${balance.buyer} · ${balance.edition}`}
      path={`/api/ops/preorders/${balance.orderId}/grace`}
      schema={graceInput}
      read={() => ({ until, reason })}
      label={t("extend")}
      done={t("extended")}
      isBlocked={reason.trim() === ""}
      onClose={onClose}
    >
      <Field label={t("days")} hint={t.rich("until", { time: () => <LocalTime iso={until} /> })} required>
        {(binding) => (
          <Select {...binding} autoFocus value={days} onChange={(picked) => setDays(Number(picked.target.value))}>
            {choices.map((count) => (
              <option key={count} value={count}>
                {t("daysMore", { count })}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <NoteField name="reason" text={reason} onText={setReason} />
    </ActSheet>
  );
}
