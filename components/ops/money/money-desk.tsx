import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { BalanceDesk } from "#lib/balances/schema.ts";
import type { DisputeRecord, ParkedEvent, PaymentRecord, RefundDesk } from "#lib/payments/schema.ts";
import { CallTable } from "./call-table.tsx";
import { DeskRefresh } from "./desk-refresh.tsx";
import { DisputeTable } from "./dispute-table.tsx";
import { ParkedTable } from "./parked-table.tsx";
import { RefundTable } from "./refund-table.tsx";
import { RiskTable } from "./risk-table.tsx";
import { RiskTotals } from "./risk-totals.tsx";
import { TransferSearch } from "./transfer-search.tsx";
import { TransferTable } from "./transfer-table.tsx";

type MoneyDeskProps = {
  parked: ParkedEvent[];
  disputes: DisputeRecord[];
  transfers: PaymentRecord[];
  refunds: RefundDesk;
  balances: BalanceDesk;
  reference: string;
};

/** Money that waits for a person, the most urgent first. Nothing here happens by itself. */
export function MoneyDesk({ parked, disputes, transfers, refunds, balances, reference }: MoneyDeskProps) {
  const t = useTranslations("ops.money");
  const awaited = transfers.filter(({ kind }) => kind !== "REFUND");
  const toSend = transfers.filter(({ kind }) => kind === "REFUND");
  const { risky, callable, totals } = balances;
  return (
    <div className="mx-auto grid max-w-[100rem] gap-10 px-4 py-6 lg:px-6">
      <DeskRefresh />
      <header className="flex flex-wrap items-baseline justify-between gap-x-8 gap-y-2">
        <h1 className="headline text-2xl">{t("desk")}</h1>
        <p className="text-sm text-soft max-md:hidden">{t("keys")}</p>
      </header>
      <Section
        title={t("disputes.heading")}
        count={disputes.length}
        empty={t("disputes.empty")}
        counts={t("disputes.counts")}
        alarm
      >
        <DisputeTable disputes={disputes} />
      </Section>
      <Section
        title={t("parked.heading")}
        count={parked.length}
        empty={t("parked.empty")}
        counts={t("parked.counts")}
        alarm
      >
        <ParkedTable events={parked} />
      </Section>
      <Section
        title={t("failed.heading")}
        count={refunds.failed.length}
        empty={t("failed.empty")}
        counts={t("failed.counts")}
        alarm
      >
        <RefundTable label={t("failed.heading")} refunds={refunds.failed} mayRetry />
      </Section>
      <Section title={t("risk.heading")} count={risky.length} empty={t("risk.empty")} counts={t("risk.counts")}>
        <RiskTotals totals={totals} />
        <RiskTable balances={risky} />
      </Section>
      <Section
        title={t("awaited.heading")}
        count={awaited.length}
        empty={reference === "" ? t("awaited.empty") : t("awaited.nothing", { reference })}
        counts={t("awaited.counts")}
        tools={<TransferSearch reference={reference} />}
      >
        <TransferTable label={t("awaited.heading")} transfers={awaited} />
      </Section>
      <Section title={t("toSend.heading")} count={toSend.length} empty={t("toSend.empty")} counts={t("toSend.counts")}>
        <TransferTable label={t("toSend.heading")} transfers={toSend} />
      </Section>
      <Section title={t("call.heading")} count={callable.length} empty={t("call.empty")} counts={t("call.counts")}>
        <CallTable callable={callable} />
      </Section>
      <Section
        title={t("underway.heading")}
        count={refunds.underway.length}
        empty={t("underway.empty")}
        counts={t("underway.counts")}
      >
        <RefundTable label={t("underway.heading")} refunds={refunds.underway} />
      </Section>
    </div>
  );
}

type SectionProps = {
  title: string;
  count: number;
  /** Said instead of an empty table. */
  empty: string;
  /** What exactly stands in it. */
  counts: string;
  alarm?: boolean;
  tools?: ReactNode;
  children: ReactNode;
};

function Section({ title, count, empty, counts, alarm = false, tools, children }: SectionProps) {
  const isAlarm = alarm && count > 0;
  return (
    <section aria-label={title} className="grid min-w-0 content-start gap-2">
      <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
        <h2 title={counts} className="flex items-baseline gap-2.5">
          <span className="headline text-lg">{title}</span>
          <span className={isAlarm ? "figures font-semibold text-danger" : "figures text-soft"}>{count}</span>
        </h2>
        {tools}
      </header>
      {count > 0 ? children : <p className="border-rule border-t py-2 text-sm text-soft">{empty}</p>}
    </section>
  );
}
