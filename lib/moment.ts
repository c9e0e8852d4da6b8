import { z } from "zod";

/*
 * Moments and days of this century: what a Date, an ISO text, a timestamptz and a calendar all hold. The database holds the same bounds
 * by CHECKs on every column that one of these fills.
 */
const first = Date.UTC(2000, 0, 1);
const end = Date.UTC(2100, 0, 1);
const outside = "must lie between 2000 and 2099";

function isNear(text: string): boolean {
  const time = Date.parse(text);
  return time >= first && time < end;
}

/** A moment with its offset from UTC: 2027-03-01T20:00:00+08:00. */
export const moment = z.iso.datetime({ offset: true }).max(40).refine(isNear, outside);

/** A day without a zone: 2027-03-01. */
export const day = z.iso.date().refine(isNear, outside);

/** A moment as an answer says it, in UTC. It was ours, so nothing is checked. */
export const instant = z.string().meta({ format: "date-time" });
