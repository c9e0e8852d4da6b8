import { z } from "zod";
import { instant } from "#lib/moment.ts";
import { term } from "#lib/text.ts";

/** KEPT was written and never sent, since no SMTP is set; STALE was overtaken by what happened to its order. */
export const noticeState = z.enum(["WAITING", "SENT", "KEPT", "FAILED", "STALE"]);
export type NoticeState = z.infer<typeof noticeState>;

export const noticeQuery = z.strictObject({
  /** A part of the address, or the whole id of an order. */
  search: term(254).optional(),
  state: noticeState.optional(),
  /** The id of the last notice of the page before. */
  after: z.uuid().optional(),
});
export type NoticeQuery = z.infer<typeof noticeQuery>;

/** The address of the outbox page, typed by anybody: what does not fit is left out. */
export const outboxAddress = z.object({
  search: term(254).optional().catch(undefined),
  state: noticeState.optional().catch(undefined),
  after: z.uuid().optional().catch(undefined),
  open: z.uuid().optional().catch(undefined),
});

/** One mail in the outbox. */
export const noticeView = z.object({
  id: z.uuid(),
  kind: z.string(),
  state: noticeState,
  address: z.string(),
  locale: z.string(),
  subject: z.string(),
  preorderId: z.uuid().nullable(),
  tries: z.number(),
  resends: z.number(),
  /** What the mail server said last, when it did not take it. */
  error: z.string().nullable(),
  createdAt: instant,
  /** When it was sent, kept or given up; null while it waits. */
  settledAt: instant.nullable(),
  /** When it is tried next; null when it is settled. */
  tryAfter: z.string().nullable(),
});
export type NoticeView = z.infer<typeof noticeView>;

export const noticePage = z.object({
  notices: z.array(noticeView),
  /** Ask with `after` for the next page; null on the last one. */
  next: z.uuid().nullable(),
  /** The host that mails leave through; null when no SMTP is set. */
  smtpHost: z.string().nullable(),
});
export type NoticePage = z.infer<typeof noticePage>;

export const noticeMail = noticeView.extend({ text: z.string(), html: z.string(), calendar: z.string().nullable() });
export type NoticeMail = z.infer<typeof noticeMail>;

/** What the mail server answered to a test mail. */
export const mailTrialView = z.object({ to: z.string(), hasWorked: z.boolean(), said: z.string() });
export type MailTrialView = z.infer<typeof mailTrialView>;
