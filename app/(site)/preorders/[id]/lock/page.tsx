import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ClockCorrection } from "#components/preorders/orders/clock-correction.tsx";
import { LockScreen } from "#components/preorders/orders/lock-screen.tsx";
import { ClientWords } from "#components/shell/client-words.tsx";
import { needsAddress } from "#lib/addresses/view.ts";
import { orderNumber } from "#lib/preorders/view.ts";
import { ownOrder } from "../../own-order.ts";

export const dynamic = "force-dynamic";

type LockPageProps = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: LockPageProps): Promise<Metadata> {
  const t = await getTranslations("preorders.lock");
  return { title: t("metaTitle", { number: orderNumber((await params).id) }), robots: { index: false } };
}

export default async function LockPage({ params }: LockPageProps) {
  const t = await getTranslations("preorders.lock");
  const { id } = await params;
  const order = await ownOrder(id);
  if (!order.canLock || needsAddress(order)) redirect(`/preorders/${id}`);

  return (
    <ClientWords speak={["preorders", "product", "terms"]}>
      <ClockCorrection serverTime={order.serverTime} />
      <div className="page-column pt-6">
        <Link
          href={`/preorders/${id}`}
          className="inline-flex min-h-11 items-center text-sm text-soft underline-offset-4 hover:underline"
        >
          {t("back", { number: orderNumber(id) })}
        </Link>
        <LockScreen order={order} />
      </div>
    </ClientWords>
  );
}
