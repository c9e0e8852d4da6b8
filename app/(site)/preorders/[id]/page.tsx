import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { OrderPage } from "#components/preorders/order-page.tsx";
import { ClientWords } from "#components/shell/client-words.tsx";
import { orderNumber } from "#lib/preorders/view.ts";
import { ownOrder } from "../own-order.ts";

export const dynamic = "force-dynamic";

type OrderPageProps = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: OrderPageProps): Promise<Metadata> {
  const t = await getTranslations("preorders.order");
  return { title: t("title", { number: orderNumber((await params).id) }), robots: { index: false } };
}

export default async function PreorderPage({ params }: OrderPageProps) {
  const t = await getTranslations("preorders.order");
  const { id } = await params;
  const order = await ownOrder(id);

  return (
    <ClientWords speak={["preorders", "product"]}>
      <div className="page-column pt-6">
        <Link
          href="/preorders"
          className="inline-flex min-h-11 items-center text-sm text-soft underline-offset-4 hover:underline"
        >
          {t("back")}
        </Link>
        <OrderPage order={order} />
      </div>
    </ClientWords>
  );
}
