import { useTranslations } from "next-intl";
import { isOver } from "#lib/live/contract.ts";
import type { ShowCard } from "#lib/shows/schema.ts";
import { LiveShow } from "./live-show.tsx";
import { ShowRow } from "./show-row.tsx";

const sections = ["drafts", "next", "past", "archived"] as const;
export type ShowsOf = Record<"live" | (typeof sections)[number], ShowCard[]>;

/** A host's shows as a call sheet: what is on air, what is prepared, what comes, what was, and, folded, what was put away. */
export function ShowList({ shows }: { shows: ShowsOf }) {
  return (
    <div className="grid gap-10">
      {shows.live.map((show) => (
        <LiveShow key={show.id} show={show} />
      ))}
      {sections
        .filter((name) => shows[name].length > 0)
        .map((name) => (
          <Section key={name} name={name} shows={shows[name]} />
        ))}
    </div>
  );
}

function Section({ name, shows }: { name: (typeof sections)[number]; shows: ShowCard[] }) {
  const t = useTranslations("studio.shows");
  const rows = (
    <ul>
      {shows.map((show) => (
        <ShowRow key={show.id} show={show} />
      ))}
    </ul>
  );
  if (name === "archived") {
    return (
      <details>
        <summary className="slug cursor-pointer border-rule border-b pb-2 text-soft">
          {t("archived", { count: shows.length })}
        </summary>
        {rows}
      </details>
    );
  }
  return (
    <section>
      <h2 className="slug border-ink border-b pb-2 text-soft">{t(name)}</h2>
      {rows}
    </section>
  );
}

/** The host's shows by where they stand: soonest first, latest past first. */
export function sortShows(all: ShowCard[]): ShowsOf {
  const shows = all.filter(({ isArchived }) => !isArchived);
  const soonest = (a: ShowCard, b: ShowCard) => a.startsAt.localeCompare(b.startsAt);
  const latest = (a: ShowCard, b: ShowCard) => overAt(b).localeCompare(overAt(a));
  return {
    live: shows.filter(({ status }) => status === "LIVE"),
    drafts: shows.filter(({ status }) => status === "DRAFT").toSorted(soonest),
    next: shows.filter(({ status }) => status === "SCHEDULED").toSorted(soonest),
    past: shows.filter(({ status }) => isOver(status)).toSorted(latest),
    archived: all.filter(({ isArchived }) => isArchived).toSorted(latest),
  };
}

const overAt = ({ endedAt, startsAt }: ShowCard) => endedAt ?? startsAt;
