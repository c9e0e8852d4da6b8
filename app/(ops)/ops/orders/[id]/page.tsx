import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { OpsFrame } from "#components/ops/ops-frame.tsx";
import { OrderRecordPage } from "#components/orders/order-record.tsx";
import { ClientWords } from "#components/shell/client-words.tsx";
import { container } from "#lib/container.ts";
import { readOrder } from "#lib/orders/read-order.ts";
import { orderNumber } from "#lib/preorders/view.ts";
import { Refusal } from "#lib/refusal.ts";
import { isWaiting, readLetters } from "#lib/threads/queries.ts";
import { requireMoneyReader } from "../../../require-money-reader.ts";

export const dynamic = "force-dynamic";

type OrderPageProps = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: OrderPageProps): Promise<Metadata> {
  const t = await getTranslations("orders.record");
  return { title: t("title", { number: orderNumber((await params).id) }), robots: { index: false } };
}

export default async function OrderPage({ params }: OrderPageProps) {
  const { id } = await params;
  const { reader, frame } = await requireMoneyReader(`/ops/orders/${id}`);
  const t = await getTranslations("orders.record");
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu.test(id)) notFound();
  const app = container();
  const record = await readOrder(app, reader, id).catch((error: unknown) => {
    if (error instanceof Refusal && error.code === "not_found") return notFound();
    throw error;
  });
  const [letters, waits] = await Promise.all([readLetters(app, reader, id, {}), isWaiting(app, reader, id)]);
  return (
    <OpsFrame {...frame}>
      <ClientWords speak={["product", "preorders"]}>
        <Link
          href="/ops/orders"
          className="mx-4 mt-3 inline-flex min-h-9 items-center text-sm text-soft underline-offset-4 hover:underline lg:mx-6"
        >
          {t("back")}
        </Link>
        <OrderRecordPage record={record} letters={letters} isWaiting={waits} />
      </ClientWords>
    </OpsFrame>
  );
}
