const minute = 60_000;

/** A moment as `datetime-local` wants it: this device's own zone, no offset. */
export function toLocalInput(moment: Date): string {
  return new Date(moment.getTime() - moment.getTimezoneOffset() * minute).toISOString().slice(0, 16);
}

/** What was picked as ISO UTC; empty when it is no moment. */
export function fromLocalInput(text: string): string {
  const moment = new Date(text);
  return Number.isNaN(moment.getTime()) ? "" : moment.toISOString();
}

/** The next full hour, at least half an hour away. */
export function nextFullHour(now: Date): Date {
  const hour = 60 * minute;
  return new Date(Math.ceil((now.getTime() + hour / 2) / hour) * hour);
}

/** "Asia/Shanghai (GMT+8)": which clock this device goes by. */
export function ownZoneName(locale: string): string {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const parts = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: "shortOffset" }).formatToParts();
  const offset = parts.find((part) => part.type === "timeZoneName")?.value;
  return `${timeZone} (${offset})`;
}
