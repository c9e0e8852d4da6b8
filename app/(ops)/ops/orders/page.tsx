import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { OpsFrame } from "#components/ops/ops-frame.tsx";
import { queryOf } from "#components/orders/order-query.ts";
import { OrderSearch } from "#components/orders/order-search.tsx";
import { OrderTable } from "#components/orders/order-table.tsx";
import { container } from "#lib/container.ts";
import { countOrders, listOrderPlaces, listOrders } from "#lib/orders/queries.ts";
import { orderFilter } from "#lib/orders/schema.ts";
import { requireMoneyReader } from "../../require-money-reader.ts";

export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("orders"))("heading") };
}

type OrdersPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function OrdersPage({ searchParams }: OrdersPageProps) {
  const { reader, frame } = await requireMoneyReader("/ops/orders");
  const t = await getTranslations("orders");
  const asked = orderFilter.safeParse(await searchParams);
  const filter = asked.success ? asked.data : {};
  const app = container();
  const [first, counted, places] = await Promise.all([
    listOrders(app, reader, { ...filter, limit: 100 }),
    countOrders(app, reader, filter),
    listOrderPlaces(app, reader),
  ]);
  return (
    <OpsFrame {...frame}>
      <div className="grid gap-4 px-4 py-5 lg:px-6">
        <h1 className="headline text-2xl">{t("heading")}</h1>
        <OrderSearch filter={filter} places={places} />
        <OrderTable key={`${queryOf(filter)} ${first.orders[0]?.id}`} filter={filter} first={first} counted={counted} />
      </div>
    </OpsFrame>
  );
}
