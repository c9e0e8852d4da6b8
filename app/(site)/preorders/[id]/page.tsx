import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { orderNumber } from "#components/preorders/order-number.ts";
import { OrderPage } from "#components/preorders/order-page.tsx";
import { ClientWords } from "#components/shell/client-words.tsx";
import { findPreorderOf } from "#lib/preorders/queries.ts";
import { currentActor } from "../../../current-actor.ts";

export const dynamic = "force-dynamic";

type OrderPageProps = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: OrderPageProps): Promise<Metadata> {
  const t = await getTranslations("preorders.order");
  return { title: t("title", { number: orderNumber((await params).id) }), robots: { index: false } };
}

export default async function PreorderPage({ params }: OrderPageProps) {
  const t = await getTranslations("preorders.order");
  const { id } = await params;
  const actor = await currentActor();
  const order = actor && isUuid(id) ? await findPreorderOf(actor, id) : null;
  if (!order) notFound();

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

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu.test(text);
}
