import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { PrintButton } from "#components/preorders/orders/print-button.tsx";
import { Receipt } from "#components/preorders/orders/receipt.tsx";
import { ClientWords } from "#components/shell/client-words.tsx";
import { container } from "#lib/container.ts";
import { orderNumber } from "#lib/preorders/view.ts";
import { ownOrder } from "../../own-order.ts";

export const dynamic = "force-dynamic";

type ReceiptPageProps = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: ReceiptPageProps): Promise<Metadata> {
  const t = await getTranslations("myOrders.receipt");
  return { title: t("metaTitle", { number: orderNumber((await params).id) }), robots: { index: false } };
}

export default async function ReceiptPage({ params }: ReceiptPageProps) {
  const t = await getTranslations("myOrders.receipt");
  const { id } = await params;
  const order = await ownOrder(id);
  const shop = await container().shop.read();

  return (
    <ClientWords speak={["preorders", "product", "myOrders"]}>
      <div className="page-column grid gap-6 pt-6 print:p-0">
        <div className="mx-auto flex w-full max-w-3xl flex-wrap items-center justify-between gap-4 print:hidden">
          <Link
            href={`/preorders/${id}`}
            className="inline-flex min-h-11 items-center text-sm text-soft underline-offset-4 hover:underline"
          >
            {t("back", { number: orderNumber(id) })}
          </Link>
          <PrintButton />
        </div>
        <Receipt order={order} shop={shop} />
      </div>
    </ClientWords>
  );
}
