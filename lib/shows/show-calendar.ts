import { writeCalendar } from "#lib/notices/calendar.ts";
import { showEvent } from "#lib/notices/kinds/show-event.ts";
import type { ShowView } from "#lib/shows/schema.ts";

/** A show as one event of a calendar, with a reminder shortly before. Read again later, it moves what it made before. */
export function showCalendar(show: ShowView, { publicUrl, shop }: { publicUrl: string; shop: string }): string {
  const link = `${publicUrl}/shows/${show.slug}`;
  const isOver = show.status === "CANCELLED";
  const event = showEvent(
    { showId: show.id, title: show.title, link, sequence: show.moves + (isOver ? 1 : 0) },
    show.startsAt,
  );
  const description = [show.summary, link].filter(Boolean).join("\n\n");
  return writeCalendar(`${show.title} · ${shop}`, [{ ...event, description, isOver }]);
}
