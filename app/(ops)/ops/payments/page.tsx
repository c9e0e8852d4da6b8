import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { MoneyDesk } from "#components/ops/money/money-desk.tsx";
import { OpsFrame } from "#components/ops/ops-frame.tsx";
import { readBalanceDesk } from "#lib/balances/queries.ts";
import { container } from "#lib/container.ts";
import { listDisputes } from "#lib/payments/list-disputes.ts";
import { listParked, listRefunds, listTransfers } from "#lib/payments/queries.ts";
import { requireMoneyReader } from "../../require-money-reader.ts";

export const dynamic = "force-dynamic";

type PaymentsPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

const address = z.object({ reference: z.string().max(40).optional().catch(undefined) });

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("ops.money"))("desk") };
}

/** Everything about money that waits for a person. */
export default async function PaymentsPage({ searchParams }: PaymentsPageProps) {
  const { reader, frame } = await requireMoneyReader("/ops/payments");
  const { reference } = address.parse(await searchParams);
  const app = container();
  const [parked, disputes, transfers, refunds, balances] = await Promise.all([
    listParked(app, reader),
    listDisputes(app, reader),
    listTransfers(app, reader, reference),
    listRefunds(app, reader),
    readBalanceDesk(app, reader),
  ]);
  return (
    <OpsFrame {...frame}>
      <MoneyDesk {...{ parked, disputes, transfers, refunds, balances }} reference={reference ?? ""} />
    </OpsFrame>
  );
}
