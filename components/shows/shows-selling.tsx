import Link from "next/link";
import { useTranslations } from "next-intl";
import { LocalTime } from "#components/ui/local-time.tsx";
import type { ShowCard } from "#lib/shows/schema.ts";

/** The shows that list a product; nothing where none does. */
export function ShowsSelling({ shows }: { shows: ShowCard[] }) {
  const t = useTranslations("product");
  if (shows.length === 0) return null;
  return (
    <section aria-labelledby="shows" className="pt-16 md:col-span-2">
      <h2 id="shows" className="headline border-ink border-b pb-4 text-2xl">
        {t("inShows")}
      </h2>
      <ul>
        {shows.map((show) => (
          <li key={show.id} className="flex flex-wrap items-baseline justify-between gap-4 border-rule border-b py-4">
            <Link href={`/shows/${show.slug}`} className="font-medium underline-offset-4 hover:underline">
              {show.title}
            </Link>
            <span className="text-sm text-soft">
              <LocalTime iso={show.wentLiveAt ?? show.startsAt} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
