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
const maxOctets = 75;

/** What the part of a mail that carries a calendar says of itself: the method must be the one in the file (RFC 6047, 2.4). */
export const calendarType = "text/calendar; charset=utf-8; method=PUBLISH";

/**
 * An iCalendar file (RFC 5545). Written here because the libraries tried (ics 3, ical-generator 11, ical.js 2) leave a text unescaped or
 * a line longer than 75 octets.
 */
export function writeCalendar(name: string, events: CalendarEvent[]): string {
  const written = stamp(Date.now());
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Launchroom//Launchroom//EN",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    `NAME:${text(name)}`,
    `X-WR-CALNAME:${text(name)}`,
    ...events.flatMap((event) => eventLines(event, written)),
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join("");
}

function eventLines({ uid, sequence, title, description, when, isOver }: CalendarEvent, written: string): string[] {
  return [
    "BEGIN:VEVENT",
    `UID:${text(`${uid}@launchroom`)}`,
    `DTSTAMP:${written}`,
    `SEQUENCE:${sequence}`,
    ...timeLines(when),
    `SUMMARY:${text(title)}`,
    ...(description ? [`DESCRIPTION:${text(description)}`] : []),
    `STATUS:${isOver ? "CANCELLED" : "CONFIRMED"}`,
    "TRANSP:TRANSPARENT",
    "X-MICROSOFT-CDO-BUSYSTATUS:FREE",
    ...alarmsBefore(when).flatMap((trigger) => [
      ...["BEGIN:VALARM", "ACTION:DISPLAY", `DESCRIPTION:${text(title)}`],
      ...[`TRIGGER:-P${trigger}`, "END:VALARM"],
    ]),
    "END:VEVENT",
  ];
}

function timeLines(when: CalendarEvent["when"]): string[] {
  if ("until" in when) {
    const end = wholeMinute(Date.parse(when.until));
    return [`DTSTART:${stamp(end - shown * minute)}`, `DTEND:${stamp(end)}`];
  }
  if ("from" in when) {
    const start = wholeMinute(Date.parse(when.from));
    return [`DTSTART:${stamp(start)}`, `DTEND:${stamp(start + when.minutes * minute)}`];
  }
  const [first, afterLast] = [Date.parse(when.start), Date.parse(when.end) + day];
  return [`DTSTART;VALUE=DATE:${stamp(first).slice(0, 8)}`, `DTEND;VALUE=DATE:${stamp(afterLast).slice(0, 8)}`];
}

/** Never later than the moment itself. */
const wholeMinute = (ms: number) => ms - (ms % minute);

function alarmsBefore(when: CalendarEvent["when"]): string[] {
  if ("until" in when) return when.alarmHours.map((hours) => `T${hours * 60 - shown}M`);
  return ["from" in when ? `T${when.alarmMinutes}M` : "1D"];
}

/** To the second and without fractions: 20270301T200000Z. */
function stamp(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
}

/** A TEXT value (3.3.11): line breaks as \n, and no other control character, which ends a line or is not allowed in one. */
function text(value: string): string {
  return value
    .replace(/\r\n?/g, "\n")
    .replace(/[\\;,]/g, (sign) => `\\${sign}`)
    .replaceAll("\n", "\\n")
    .replace(/\p{Cc}/gu, " ");
}

/** Lines of at most 75 octets without their break (3.1), parted between characters. */
function fold(line: string): string {
  const parts = [""];
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > maxOctets) {
      parts.push("");
      // The space that a continuation begins with.
      octets = 1;
    }
    parts.push(`${parts.pop()}${character}`);
    octets += size;
  }
  return parts.join("\r\n ");
}
