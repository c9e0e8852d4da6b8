import { createEvents, type DateArray, type EventAttributes } from "ics";

export type CalendarEvent = {
  /** The same for ever, so that a calendar which reads the file again moves the event instead of adding one. */
  uid: string;
  /** Grows with every change. */
  sequence: number;
  title: string;
  description: string;
  /**
   * The last moment, as ISO time, with alarms so many hours before; an hour that begins then, with an alarm so many minutes
   * before; or whole days, first and last.
   */
  when:
    | { until: string; alarmHours: number[] }
    | { from: string; minutes: number; alarmMinutes: number }
    | { start: string; end: string };
  isOver: boolean;
};

const minute = 60_000;
const day = 86_400_000;
/** A moment has no length, and calendars hide what has none: its last quarter of an hour is shown. */
const shown = 15;

/** An iCalendar file (RFC 5545). */
export function writeCalendar(name: string, events: CalendarEvent[]): string {
  const { error, value } = createEvents(events.map(toEvent), {
    productId: "-//Launchroom//Launchroom//EN",
    calName: name,
    method: "PUBLISH",
  });
  // Its refusals look like errors and are none.
  if (error || !value) throw new Error(`no calendar could be written: ${error?.message}`);
  return value;
}

function toEvent({ uid, sequence, title, description, when, isOver }: CalendarEvent): EventAttributes {
  const common = {
    uid: `${uid}@launchroom`,
    sequence,
    title,
    description,
    status: isOver ? "CANCELLED" : "CONFIRMED",
    busyStatus: "FREE",
    transp: "TRANSPARENT",
  } as const;
  if ("until" in when) {
    const until = Date.parse(when.until);
    const alarms = when.alarmHours.map((hours) => alarm(title, { minutes: hours * 60 - shown }));
    const start = momentOf(until - shown * minute);
    return { ...common, start, startInputType: "utc", end: momentOf(until), endInputType: "utc", alarms };
  }
  if ("from" in when) {
    const from = Date.parse(when.from);
    const [start, end] = [momentOf(from), momentOf(from + when.minutes * minute)];
    const alarms = [alarm(title, { minutes: when.alarmMinutes })];
    return { ...common, start, startInputType: "utc", end, endInputType: "utc", alarms };
  }
  const end = dayOf(Date.parse(when.end) + day);
  return { ...common, start: dayOf(Date.parse(when.start)), end, alarms: [alarm(title, { days: 1 })] };
}

function alarm(description: string, before: { minutes: number } | { days: number }) {
  return { action: "display" as const, description, trigger: { ...before, before: true } };
}

function dayOf(ms: number): [number, number, number] {
  const date = new Date(ms);
  return [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
}

function momentOf(ms: number): DateArray {
  const date = new Date(ms);
  return [...dayOf(ms), date.getUTCHours(), date.getUTCMinutes()];
}
