"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { moneyColumn, textColumn, timeColumn } from "#components/ui/columns.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import type { RiskyBalance } from "#lib/balances/schema.ts";
import { balanceFailure } from "#lib/rail-names.ts";
import { ActButton } from "./act-button.tsx";
import { ExtendSheet } from "./extend-sheet.tsx";
import { OrderLink } from "./order-link.tsx";
import { ReleaseSheet } from "./release-sheet.tsx";

type Chosen = { act: "extend" | "release"; balance: RiskyBalance };

/** Orders whose balance could not be charged: what was tried, what comes next, until when the place is kept. */
export function RiskTable({ balances }: { balances: RiskyBalance[] }) {
  const t = useTranslations("ops.money.risk");
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const close = () => setChosen(null);
  return (
    <>
      <DataTable
        label={t("heading")}
        columns={useColumns(setChosen)}
        rows={balances}
        idOf={({ orderId }) => orderId}
        hasRowKeys
        width="min-w-6xl"
      />
      {chosen?.act === "extend" && <ExtendSheet balance={chosen.balance} onClose={close} />}
      {chosen?.act === "release" && <ReleaseSheet balance={chosen.balance} onClose={close} />}
    </>
  );
}

function useColumns(choose: (chosen: Chosen) => void): Column<RiskyBalance>[] {
  const t = useTranslations("ops.money.risk");
  return [
    { name: "order", head: t("order"), cell: ({ orderId, buyer }) => <OrderLink id={orderId} who={buyer} /> },
    textColumn("edition", t("edition"), ({ edition }) => edition, { className: "min-w-40" }),
    moneyColumn("owed", t("owed"), ({ currency, owedMinor: minor }) => ({ minor, currency }), {
      style: "full",
      className: "font-semibold text-warn",
    }),
    moneyColumn("paid", t("paid"), ({ currency, paidMinor: minor }) => ({ minor, currency }), {
      style: "full",
      title: t("paidCounts"),
    }),
    {
      name: "why",
      head: t("why"),
      className: "min-w-40",
      cell: ({ failure, method }) => (
        <>
          {t(`reasons.${balanceFailure.parse(failure)}`)}
          <span className="block text-soft text-xs">{method?.replace("**", "••") ?? t("nothingKept")}</span>
        </>
      ),
    },
    {
      name: "tries",
      head: t("tries"),
      isNumeric: true,
      sortBy: ({ tries }) => tries,
      cell: ({ tries }) => t("triesOf", { tries }),
    },
    timeColumn("next", t("next"), ({ nextTryAt }) => nextTryAt, { none: t("none") }),
    timeColumn("grace", t("grace"), ({ graceUntil }) => graceUntil, {
      none: t("notYet"),
      className: ({ canRelease }) => (canRelease ? "whitespace-nowrap text-danger" : "whitespace-nowrap"),
    }),
    {
      name: "acts",
      head: t("acts"),
      cell: (balance) => (
        <span className="flex gap-2">
          <ActButton letter="e" onClick={() => choose({ act: "extend", balance })}>
            {t("extend")}
          </ActButton>
          <ActButton
            letter="l"
            disabled={!balance.canRelease}
            title={balance.canRelease ? undefined : t("mayNotRelease")}
            onClick={() => choose({ act: "release", balance })}
          >
            {t("release")}
          </ActButton>
        </span>
      ),
    },
  ];
}
