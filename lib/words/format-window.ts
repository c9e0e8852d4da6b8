/** "Mar 1 – 20, 2027": calendar days, the same for every reader and, spaces included, on both sides of the wire. */
export function formatWindow({ start, end }: { start: string; end: string }, locale: string): string {
  const format = new Intl.DateTimeFormat(locale, {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  });
  return format.formatRange(new Date(start), new Date(end)).replace(/[\u2009\u202f]/gu, " ");
}
