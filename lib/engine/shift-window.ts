type Window = { start: string; end: string };

/** How long the way takes: to a city in days of the calendar, to a country in working days. */
export type Way = { firstDays: number; lastDays: number; isWorking?: boolean };

/** A wave's window with the days that the way adds, as arrival() in the database, which decides. */
export function shiftWindow({ start, end }: Window, way: Way | null): Window {
  const add = way?.isWorking ? addWorkingDays : addDays;
  return { start: add(start, way?.firstDays ?? 0), end: add(end, way?.lastDays ?? 0) };
}

/** So many working days later, Monday to Friday; what leaves at a weekend leaves on Monday. */
function addWorkingDays(day: string, days: number): string {
  if (days === 0) return day;
  const weekday = new Date(day).getUTCDay() || 7;
  const weekends = Math.floor((Math.min(weekday, 5) - 1 + days) / 5);
  return addDays(day, days + 2 * weekends - Math.max(weekday - 5, 0));
}

function addDays(day: string, days: number): string {
  return days === 0 ? day : new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}
