import ICAL from "ical.js";
import { expect, test } from "vitest";
import { writeCalendar } from "#lib/notices/calendar.ts";

const title =
  "Kaffeemühle „Größe 1“; 50 % off, \\ back\\slash 👨‍👩‍👧‍👦 and \\nice words that go on and on until a line is full 保温杯保温杯保温杯";
const description = "One, two;\r\nthree\rfour\u0007\nBEGIN:VEVENT";
const event = { uid: "a;b,c", sequence: 3, title, description, isOver: false };
const file = writeCalendar("杭州, „Shop“; \\", [
  { ...event, when: { until: "2027-03-01T12:00:00.000Z", alarmHours: [24, 2] } },
  { ...event, uid: "days", when: { start: "2027-12-30", end: "2027-12-31" }, isOver: true },
]);

test("a calendar file has no line over 75 octets and no character cut in two", () => {
  const lines = file.split("\r\n");
  expect(lines.filter((line) => Buffer.byteLength(line) > 75)).toEqual([]);
  expect(file).not.toContain("\ufffd");
  expect(file.replaceAll("\r\n", "")).not.toMatch(/\p{Cc}/u);
  expect(file.endsWith("END:VCALENDAR\r\n")).toBe(true);
});

test("another program reads every text of a calendar file as it was written, alarms too", () => {
  const calendar = new ICAL.Component(ICAL.parse(file));
  const [timed, days] = calendar.getAllSubcomponents("vevent");
  const alarms = timed?.getAllSubcomponents("valarm") ?? [];
  expect(calendar.getAllSubcomponents("vevent")).toHaveLength(2);
  expect(timed?.getFirstPropertyValue("summary")).toBe(title);
  expect(timed?.getFirstPropertyValue("description")).toBe("One, two;\nthree\nfour \nBEGIN:VEVENT");
  expect(timed?.getFirstPropertyValue("uid")).toBe("a;b,c@launchroom");
  expect(alarms.map((alarm) => alarm.getFirstPropertyValue("description"))).toEqual([title, title]);
  expect(alarms.map((alarm) => String(alarm.getFirstPropertyValue("trigger")))).toEqual(["-PT1425M", "-PT105M"]);
  expect(String(timed?.getFirstPropertyValue("dtstart"))).toBe("2027-03-01T11:45:00Z");
  expect(String(days?.getFirstPropertyValue("dtend"))).toBe("2028-01-01");
  expect(days?.getFirstPropertyValue("status")).toBe("CANCELLED");
  expect(/\r\nNAME:(.*(?:\r\n .*)*)\r\n/.exec(file)?.[1]).toBe("杭州\\, „Shop“\\; \\\\");
});
