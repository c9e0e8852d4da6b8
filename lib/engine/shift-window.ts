type Window = { start: string; end: string };

/** A wave's window with the days that the way to a city adds. */
export function shiftWindow({ start, end }: Window, way: { firstDays: number; lastDays: number } | null): Window {
  return { start: addDays(start, way?.firstDays ?? 0), end: addDays(end, way?.lastDays ?? 0) };
}

function addDays(day: string, days: number): string {
  return days === 0 ? day : new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}
