"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { LocalTime } from "#components/ui/local-time.tsx";
import { Money } from "#components/ui/money.tsx";
import { Cell, HeadCell, Row, Table } from "#components/ui/table.tsx";
import type { RiskyBalance } from "#lib/balances/schema.ts";
import { balanceFailure } from "#lib/payments/schema.ts";
import { useRowKeys } from "../use-row-keys.ts";
import { ActButton } from "./act-button.tsx";
import { ExtendSheet } from "./extend-sheet.tsx";
import { OrderLink } from "./order-link.tsx";
import { ReleaseSheet } from "./release-sheet.tsx";

type Chosen = { act: "extend" | "release"; balance: RiskyBalance };

/** Orders whose balance could not be charged: what was tried, what comes next, until when the place is kept. */
export function RiskTable({ balances }: { balances: RiskyBalance[] }) {
  const t = useTranslations("ops.money.risk");
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const last = balances.length - 1;
  const keys = useRowKeys({ count: balances.length, rendered: { first: 0, last }, reveal: () => {} });
  const close = () => setChosen(null);
  return (
    <>
      <Table dense label={t("heading")} className="min-w-6xl">
        <thead>
          <tr>
            <HeadCell>{t("order")}</HeadCell>
            <HeadCell>{t("edition")}</HeadCell>
            <HeadCell numeric>{t("owed")}</HeadCell>
            <HeadCell numeric title={t("paidCounts")}>
              {t("paid")}
            </HeadCell>
            <HeadCell>{t("why")}</HeadCell>
            <HeadCell numeric>{t("tries")}</HeadCell>
            <HeadCell>{t("next")}</HeadCell>
            <HeadCell>{t("grace")}</HeadCell>
            <HeadCell>{t("acts")}</HeadCell>
          </tr>
        </thead>
        <tbody {...keys.body}>
          {balances.map((balance, index) => (
            <Row key={balance.orderId} {...keys.row(index)}>
              <Cell>
                <OrderLink id={balance.orderId} who={balance.buyer} />
              </Cell>
              <Cell className="min-w-40">{balance.edition}</Cell>
              <Cell numeric className="font-semibold text-warn">
                <Money minor={balance.owedMinor} currency={balance.currency} style="full" />
              </Cell>
              <Cell numeric>
                <Money minor={balance.paidMinor} currency={balance.currency} style="full" />
              </Cell>
              <Cell className="min-w-40">
                {t(`reasons.${balanceFailure.parse(balance.failure)}`)}
                <span className="block text-soft text-xs">
                  {balance.method?.replace("**", "••") ?? t("nothingKept")}
                </span>
              </Cell>
              <Cell numeric>{t("triesOf", { tries: balance.tries })}</Cell>
              <Cell className="whitespace-nowrap">
                {balance.nextTryAt ? (
                  <LocalTime iso={balance.nextTryAt} />
                ) : (
                  <span className="text-soft">{t("none")}</span>
                )}
              </Cell>
              <Cell className={balance.canRelease ? "whitespace-nowrap text-danger" : "whitespace-nowrap"}>
                {balance.graceUntil ? (
                  <LocalTime iso={balance.graceUntil} />
                ) : (
                  <span className="text-soft">{t("notYet")}</span>
                )}
              </Cell>
              <Cell>
                <span className="flex gap-2">
                  <ActButton letter="e" onClick={() => setChosen({ act: "extend", balance })}>
                    {t("extend")}
                  </ActButton>
                  <ActButton
                    letter="l"
                    disabled={!balance.canRelease}
                    title={balance.canRelease ? undefined : t("mayNotRelease")}
                    onClick={() => setChosen({ act: "release", balance })}
                  >
                    {t("release")}
                  </ActButton>
                </span>
              </Cell>
            </Row>
          ))}
        </tbody>
      </Table>
      {chosen?.act === "extend" && <ExtendSheet balance={chosen.balance} onClose={close} />}
      {chosen?.act === "release" && <ReleaseSheet balance={chosen.balance} onClose={close} />}
    </>
  );
}
