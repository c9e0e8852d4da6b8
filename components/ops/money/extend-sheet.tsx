"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { serverTime } from "#components/ui/clock.ts";
import { Field } from "#components/ui/field.tsx";
import { Select, Textarea } from "#components/ui/input.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import type { RiskyBalance } from "#lib/balances/schema.ts";
import { ActSheet } from "./act-sheet.tsx";
import { useDeskAct } from "./use-desk-act.ts";

const day = 86_400_000;
const choices = [3, 7, 14, 30];

/** More time for a balance that failed, from the end of the grace period or from now. */
export function ExtendSheet({ balance, onClose }: { balance: RiskyBalance; onClose: () => void }) {
  const t = useTranslations("ops.money.risk");
  const { busyId, act } = useDeskAct();
  const [days, setDays] = useState(7);
  const [reason, setReason] = useState("");
  const [now] = useState(serverTime);
  const until = new Date(Math.max(now, Date.parse(balance.graceUntil ?? "") || 0) + days * day).toISOString();
  const extend = () =>
    act(
      balance.orderId,
      `/api/ops/preorders/${balance.orderId}/grace`,
      { until, reason },
      {
        ok: t("extended"),
        onDone: onClose,
      },
    );
  return (
    <ActSheet
      title={t("extendTitle")}
      description={`${balance.buyer} · ${balance.edition}`}
      label={t("extend")}
      busy={busyId !== null}
      disabled={reason.trim() === ""}
      onClose={onClose}
      onAct={() => void extend()}
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
      <Field label={t("reason")} hint={t("reasonHint")} required>
        {(binding) => (
          <Textarea {...binding} maxLength={500} value={reason} onChange={(typed) => setReason(typed.target.value)} />
        )}
      </Field>
    </ActSheet>
  );
}
