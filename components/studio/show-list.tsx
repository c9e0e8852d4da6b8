import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { ShowCard } from "#lib/shows/schema.ts";
import { LiveShow } from "./live-show.tsx";
import { ShowRow } from "./show-row.tsx";

export type ShowsOf = { live: ShowCard[]; next: ShowCard[]; past: ShowCard[] };

/** A host's shows as a call sheet: what is on air, what comes, what was. */
export function ShowList({ shows: { live, next, past } }: { shows: ShowsOf }) {
  const t = useTranslations("studio.shows");
  return (
    <div className="grid gap-10">
      {live.map((show) => (
        <LiveShow key={show.id} show={show} />
      ))}
      {next.length > 0 && (
        <Section title={t("next")}>
          {next.map((show) => (
            <ShowRow key={show.id} show={show} />
          ))}
        </Section>
      )}
      {past.length > 0 && (
        <Section title={t("past")}>
          {past.map((show) => (
            <ShowRow key={show.id} show={show} />
          ))}
        </Section>
      )}
    </div>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h2 className="slug border-ink border-b pb-2 text-soft">{title}</h2>
      <ul>{children}</ul>
    </section>
  );
}

/** The host's shows by where they stand: soonest first, latest past first. */
export function sortShows(shows: ShowCard[]): ShowsOf {
  return {
    live: shows.filter((show) => show.status === "LIVE"),
    next: shows.filter((show) => show.status === "SCHEDULED").toSorted((a, b) => a.startsAt.localeCompare(b.startsAt)),
    past: shows
      .filter((show) => show.status === "ENDED")
      .toSorted((a, b) => (b.endedAt ?? b.startsAt).localeCompare(a.endedAt ?? a.startsAt)),
  };
}
