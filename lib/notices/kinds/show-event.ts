import type { CalendarEvent } from "#lib/notices/calendar.ts";

type Shown = { showId: string; title: string; link: string; sequence: number };

/** How long a calendar keeps free for a show, and how long before it reminds. */
const usualMinutes = 60;
const alarmMinutes = 10;

/** A show as a calendar has it, under the same name in its file and in mails: read again, it moves what was there. */
export function showEvent({ showId, title, link, sequence }: Shown, from: string): CalendarEvent {
  return {
    uid: `show-${showId}`,
    sequence,
    title,
    description: link,
    when: { from, minutes: usualMinutes, alarmMinutes },
    isOver: false,
  };
}
