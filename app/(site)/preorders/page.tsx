import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { OrderGroups } from "#components/preorders/orders/order-groups.tsx";
import { OrderWatch } from "#components/preorders/orders/order-watch.tsx";
import { OwnPlaces } from "#components/queue/own-places.tsx";
import { PlaceList } from "#components/queue/place-list.tsx";
import { SignOutButton } from "#components/session/sign-out-button.tsx";
import { ClientWords } from "#components/shell/client-words.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { container } from "#lib/container.ts";
import { listPreordersOf } from "#lib/preorders/queries.ts";
import { currentActor } from "../../current-actor.ts";
import { ownPlaces } from "../../own-places.ts";

export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("preorders.list");
  return { title: t("title"), robots: { index: false } };
}

type PreordersPageProps = { searchParams: Promise<{ found?: string | string[] }> };

export default async function PreordersPage({ searchParams }: PreordersPageProps) {
  const t = await getTranslations("preorders.list");
  const actor = await currentActor();
  const [orders, places] = await Promise.all([actor ? listPreordersOf(container(), actor) : [], ownPlaces(actor)]);
  const found = Number((await searchParams).found);
  const waits = places.some(({ state }) => state === "WAITING" || state === "CLOSED");

  return (
    <div className="page-column pt-10">
      {actor && <OrderWatch />}
      <header className="flex flex-wrap items-end justify-between gap-4 border-ink border-b pb-5">
        <div className="grid gap-1">
          <h1 className="headline text-4xl">{t("title")}</h1>
          {orders.length > 0 && <p className="figures text-soft">{t("count", { count: orders.length })}</p>}
        </div>
        {actor && !actor.isAnonymous && (
          <p className="flex items-center gap-4 text-sm text-soft">
            {t("signedInAs", { name: actor.name })}
            <SignOutButton />
          </p>
        )}
      </header>
      {found > 0 && orders.length > 0 && (
        <p role="status" className="mt-5 rounded-sm bg-ok-wash px-3 py-2 text-ok">
          {t("found", { count: Math.min(found, orders.length) })}
        </p>
      )}
      <ClientWords speak={["queue"]}>
        <OwnPlaces initial={places}>
          <PlaceList renderedAt={Date.now()} />
        </OwnPlaces>
      </ClientWords>
      {(orders.length > 0 || waits) && actor?.isAnonymous && (
        <p className="flex flex-wrap items-center justify-between gap-3 border-rule border-b py-4">
          <span className="text-soft">{t("guestNote")}</span>
          <Link href="/sign-in?new=1&next=/preorders" className={buttonClass({ look: "line" })}>
            {t("makeAccount")}
          </Link>
        </p>
      )}
      {orders.length === 0 && !waits ? (
        <div className="pt-10">
          <EmptyState
            title={t("emptyTitle")}
            action={
              <Link href="/" className={buttonClass()}>
                {t("emptyAction")}
              </Link>
            }
          >
            {t("emptyBody")}
          </EmptyState>
        </div>
      ) : (
        <ClientWords speak={["preorders", "product", "myOrders"]}>
          <OrderGroups orders={orders} />
        </ClientWords>
      )}
      <p className="pt-10 text-sm text-soft">
        <Link href="/find-order" className="underline underline-offset-4">
          {t("findOrder")}
        </Link>
      </p>
    </div>
  );
}
