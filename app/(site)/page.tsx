import type { Metadata } from "next";
import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { cache } from "react";
import { ErasedNote } from "#components/account/erased-note.tsx";
import { LiveHero } from "#components/shows/live-hero.tsx";
import { NextHero } from "#components/shows/next-hero.tsx";
import { NextRow } from "#components/shows/next-row.tsx";
import { PastTile } from "#components/shows/past-tile.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { container } from "#lib/container.ts";
import { listShows } from "#lib/shows/queries.ts";
import { describePage } from "../describe-page.ts";

export const dynamic = "force-dynamic";

const readShows = cache(async () => listShows(container(), await getLocale()));

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("home");
  const { live, next } = await readShows();
  const first = live[0] ?? next[0];
  return describePage({
    path: "/",
    title: t("metaTitle"),
    description: first ? `${first.title}: ${first.summary}` : t("metaTitle"),
    picture: first?.poster ?? null,
  });
}

export default async function HomePage() {
  const t = await getTranslations("home");
  const { live, next, past } = await readShows();
  const renderedAt = Date.now();
  const [soonest, ...later] = next;
  const rows = live.length > 0 ? next : later;

  return (
    <div className="lg:page-column">
      <h1 className="sr-only">{t("title")}</h1>
      <ErasedNote>{t("erased")}</ErasedNote>
      {live.map((show) => (
        <LiveHero key={show.id} show={show} renderedAt={renderedAt} />
      ))}
      {live.length === 0 && soonest && <NextHero show={soonest} renderedAt={renderedAt} />}
      {live.length === 0 && !soonest && past.length === 0 && (
        <div className="page-column py-16 lg:px-0">
          <EmptyState
            title={t("empty.title")}
            action={
              <Link href="/sign-in?next=/studio" className={buttonClass()}>
                {t("empty.action")}
              </Link>
            }
          >
            {t("empty.body")}
          </EmptyState>
        </div>
      )}
      {rows.length > 0 && (
        <section aria-labelledby="next" className="px-5 pt-16 lg:px-0">
          <h2 id="next" className="headline border-ink border-b pb-4 text-2xl">
            {t(live.length > 0 ? "next" : "later")}
          </h2>
          <ol>
            {rows.map((show) => (
              <NextRow key={show.id} show={show} renderedAt={renderedAt} />
            ))}
          </ol>
        </section>
      )}
      {past.length > 0 && (
        <section aria-labelledby="past" className="px-5 pt-16 lg:px-0">
          <h2 id="past" className="headline border-ink border-b pb-4 text-2xl">
            {t("past")}
          </h2>
          <ul className="grid gap-x-8 gap-y-12 pt-8 sm:grid-cols-2 lg:grid-cols-3">
            {past.map((show) => (
              <PastTile key={show.id} show={show} />
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
