import type { CalendarEvent } from "#lib/notices/calendar.ts";

/** What a mail says, in the reader's words and as plain text. How it looks is the layout's business. */
export type Mail = {
  subject: string;
  /** Stands in the list of mails after the subject. */
  preview: string;
  heading: string;
  paragraphs: string[];
  rows: Row[];
  action: { label: string; href: string } | null;
  notes: string[];
  /** Attached as a calendar file. */
  calendar: CalendarEvent[];
};

export type Row = { name: string; value: string; strong?: boolean };

/** A mail from the parts that it has. */
export function mail({ subject, ...parts }: Pick<Mail, "subject" | "preview"> & Partial<Mail>): Mail {
  return { heading: subject, paragraphs: [], rows: [], action: null, notes: [], calendar: [], ...parts, subject };
}
