import type { Metadata } from "next";
import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { langOf } from "#components/catalog/foreign-text.tsx";
import { CollectionGrid } from "#components/search/collection-tile.tsx";
import { ProductScope } from "#components/search/product-scope.tsx";
import { HostList } from "#components/shop/host-list.tsx";
import { LiveHero } from "#components/shows/live-hero.tsx";
import { NextRow } from "#components/shows/next-row.tsx";
import { PastTile } from "#components/shows/past-tile.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { listCollections } from "#lib/collections/queries.ts";
import { container } from "#lib/container.ts";
import { readStory } from "#lib/shop/read-story.ts";
import { listHosts } from "#lib/shows/list-hosts.ts";
import { listShows } from "#lib/shows/queries.ts";
import { describePage } from "../../describe-page.ts";

export const dynamic = "force-dynamic";

const mostPast = 6;

export async function generateMetadata(): Promise<Metadata> {
  const [app, locale, t] = [container(), await getLocale(), await getTranslations("shelf.shop")];
  const { name } = await app.shop.read();
  const { story } = await readStory(app, locale);
  return describePage({
    path: "/shop",
    title: t("title", { shop: name }),
    description: story.slice(0, 160),
    picture: null,
  });
}

export default async function ShopPage() {
  const [app, locale, t] = [container(), await getLocale(), await getTranslations("shelf")];
  const [shop, told, hosts, { live, next, past }, collections] = await Promise.all([
    app.shop.read(),
    readStory(app, locale),
    listHosts(app),
    listShows(app, locale),
    listCollections(app, locale),
  ]);
  const renderedAt = Date.now();
  return (
    <ProductScope>
      <div className="page-column grid gap-14 py-10">
        <header className="grid gap-5">
          <h1 className="headline text-4xl">{shop.name}</h1>
          {told.story && (
            <p lang={langOf(told.foreign, "story")} className="max-w-prose whitespace-pre-line text-lg">
              {told.story}
            </p>
          )}
          <p>
            <Link href="/products" className={buttonClass()}>
              {t("title")}
            </Link>
          </p>
        </header>
        {hosts.length > 0 && (
          <Part id="hosts" title={t("shop.hosts")}>
            <HostList hosts={hosts} />
          </Part>
        )}
        {live.map((show) => (
          <LiveHero key={show.id} show={show} renderedAt={renderedAt} />
        ))}
        {next.length > 0 && (
          <Part id="next" title={t("shop.next")}>
            <ol>
              {next.map((show) => (
                <NextRow key={show.id} show={show} renderedAt={renderedAt} />
              ))}
            </ol>
          </Part>
        )}
        {collections.length > 0 && (
          <Part id="collections" title={t("collections")}>
            <CollectionGrid collections={collections} />
          </Part>
        )}
        {past.length > 0 && (
          <Part id="past" title={t("shop.past")}>
            <ul className="grid gap-x-8 gap-y-12 pt-2 sm:grid-cols-2 lg:grid-cols-3">
              {past.slice(0, mostPast).map((show) => (
                <PastTile key={show.id} show={show} />
              ))}
            </ul>
          </Part>
        )}
      </div>
    </ProductScope>
  );
}

function Part({ id, title, children }: { id: string; title: string; children: React.ReactNode }) {
  return (
    <section aria-labelledby={id} className="grid gap-6">
      <h2 id={id} className="headline border-ink border-b pb-4 text-2xl">
        {title}
      </h2>
      {children}
    </section>
  );
}
