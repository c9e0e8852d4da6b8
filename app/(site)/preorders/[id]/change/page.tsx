import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ChangeScreen } from "#components/preorders/orders/change-screen.tsx";
import { ClientWords } from "#components/shell/client-words.tsx";
import { container } from "#lib/container.ts";
import { quoteConversions } from "#lib/preorders/quote-conversions.ts";
import { orderNumber } from "#lib/preorders/view.ts";
import { currentActor } from "../../../../current-actor.ts";
import { ownOrder } from "../../own-order.ts";

export const dynamic = "force-dynamic";

type ChangePageProps = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: ChangePageProps): Promise<Metadata> {
  const t = await getTranslations("myOrders.change");
  return { title: t("metaTitle", { number: orderNumber((await params).id) }), robots: { index: false } };
}

export default async function ChangePage({ params }: ChangePageProps) {
  const t = await getTranslations("myOrders.change");
  const { id } = await params;
  const order = await ownOrder(id);
  const actor = await currentActor();
  const quotes = actor && order.canConvert ? await quoteConversions(container(), actor, id) : [];
  if (quotes.length === 0) redirect(`/preorders/${order.convertedTo ?? id}`);

  return (
    <ClientWords speak={["preorders", "product", "myOrders"]}>
      <div className="page-column pt-6">
        <Link
          href={`/preorders/${id}`}
          className="inline-flex min-h-11 items-center text-sm text-soft underline-offset-4 hover:underline"
        >
          {t("back", { number: orderNumber(id) })}
        </Link>
        <header className="grid gap-2">
          <h1 className="headline text-3xl md:text-4xl">{t("title")}</h1>
          <p className="max-w-prose text-soft">{t("lead")}</p>
        </header>
        <ChangeScreen order={order} quotes={quotes} />
      </div>
    </ClientWords>
  );
}
