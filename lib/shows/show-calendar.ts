import { writeCalendar } from "#lib/notices/calendar.ts";
import type { ShowView } from "#lib/shows/schema.ts";

const usualMinutes = 60;
const alarmMinutes = 10;

/** A show as one event of a calendar, with a reminder shortly before. Read again later, it moves what it made before. */
export function showCalendar(show: ShowView, publicUrl: string): string {
  const address = `${publicUrl}/shows/${show.slug}`;
  return writeCalendar(show.title, [
    {
      uid: `show-${show.id}`,
      sequence: 0,
      title: show.title,
      description: [show.summary, address].filter(Boolean).join("\n\n"),
      when: { from: show.startsAt, minutes: usualMinutes, alarmMinutes },
      isOver: false,
    },
  ]);
}
