import type { Metadata } from "next";
import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { OrderPage } from "#components/preorders/orders/order-page.tsx";
import { ClientWords } from "#components/shell/client-words.tsx";
import { listAddresses } from "#lib/addresses/saved-addresses.ts";
import { container } from "#lib/container.ts";
import { findCoolingOff } from "#lib/cooling-off/queries.ts";
import { listOpenCities } from "#lib/delivery-windows/queries.ts";
import { findPreorderOf } from "#lib/preorders/queries.ts";
import { quoteConversions } from "#lib/preorders/quote-conversions.ts";
import { orderNumber } from "#lib/preorders/view.ts";
import { findPageAt } from "#lib/shop/pages.ts";
import { readLetters } from "#lib/threads/queries.ts";
import { currentActor } from "../../../current-actor.ts";
import { ownOrLinkedOrder } from "../own-order.ts";

export const dynamic = "force-dynamic";

type OrderPageProps = { params: Promise<{ id: string }>; searchParams: Promise<{ key?: string | string[] }> };

export async function generateMetadata({ params }: Pick<OrderPageProps, "params">): Promise<Metadata> {
  const t = await getTranslations("preorders.order");
  return { title: t("title", { number: orderNumber((await params).id) }), robots: { index: false } };
}

export default async function PreorderPage({ params, searchParams }: OrderPageProps) {
  const t = await getTranslations("preorders.order");
  const { id } = await params;
  const { order, linkKey } = await ownOrLinkedOrder(id, (await searchParams).key);
  const actor = await currentActor();
  const app = container();
  const locale = await getLocale();
  const [next, quotes, cities, terms, coolingOff, shop, addresses, letters] = await Promise.all([
    actor && order.convertedTo ? findPreorderOf(app, actor, order.convertedTo) : null,
    actor && order.canConvert ? quoteConversions(app, actor, id) : [],
    listOpenCities(app),
    findPageAt(app, "terms", locale, new Date(order.placedAt)),
    findCoolingOff(app.db, [id], locale),
    app.shop.read(),
    actor && !actor.isAnonymous && linkKey === null ? listAddresses(app, actor) : null,
    readLetters(app, actor, id, linkKey === null ? {} : { key: linkKey }),
  ]);

  return (
    <ClientWords speak={["preorders", "product", "myOrders", "terms", "addresses", "threads"]}>
      <div className="page-column pt-6">
        {linkKey === null && (
          <Link
            href="/preorders"
            className="inline-flex min-h-11 items-center text-sm text-soft underline-offset-4 hover:underline"
          >
            {t("back")}
          </Link>
        )}
        <OrderPage
          order={order}
          linkKey={linkKey}
          became={next?.edition.name ?? null}
          mayChange={quotes.length > 0}
          asksCity={cities.length > 0}
          addresses={addresses}
          terms={terms}
          coolingOff={coolingOff.get(id) ?? null}
          hasReturnsPage={shop.pages.includes("returns")}
          letters={letters}
        />
      </div>
    </ClientWords>
  );
}
