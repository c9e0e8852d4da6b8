import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { CatalogueCard } from "#components/studio/catalogue-card.tsx";
import { PlanShow } from "#components/studio/plan-show.tsx";
import { ShowList, sortShows } from "#components/studio/show-list.tsx";
import { StudioFrame } from "#components/studio/studio-frame.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { listProductsOf } from "#lib/catalog/queries.ts";
import { container } from "#lib/container.ts";
import { listShowsOf } from "#lib/shows/queries.ts";
import { requireDeskhand } from "../require-host.ts";

export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("studio"))("place") };
}

export default async function StudioPage() {
  const { hand, host, name } = await requireDeskhand("/studio");
  const t = await getTranslations("studio.shows");
  const td = await getTranslations("device.host");
  const app = container();
  const [shows, products] = await Promise.all([listShowsOf(app, hand), host ? listProductsOf(app, host) : []]);
  const pictures = [...new Set(products.flatMap((product) => product.image ?? []))];
  return (
    <StudioFrame person={name} sells={host !== null}>
      <div className="page-column grid gap-10 py-8 lg:grid-cols-[1fr_20rem] lg:gap-16 lg:py-12">
        <div className="grid content-start gap-8">
          <div className="flex flex-wrap items-end justify-between gap-4">
            <h1 className="headline text-3xl">{t("heading")}</h1>
            <div className="flex flex-wrap gap-3">
              <Link href="/studio/device-test" className={buttonClass({ look: "line" })}>
                {td("link")}
              </Link>
              {host && shows.length > 0 && <PlanShow pictures={pictures} />}
            </div>
          </div>
          {shows.length > 0 ? (
            <ShowList shows={sortShows(shows)} />
          ) : (
            <EmptyState title={t("empty")} action={host && <PlanShow look="signal" pictures={pictures} />}>
              {t(host ? "emptyLead" : "emptyForHands")}
            </EmptyState>
          )}
        </div>
        {host && <CatalogueCard products={products} />}
      </div>
    </StudioFrame>
  );
}
