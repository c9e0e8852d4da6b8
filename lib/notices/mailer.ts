import { createTransport } from "nodemailer";
import type { Env } from "#lib/env.ts";
import { calendarType } from "#lib/notices/calendar.ts";
import type { WrittenMail } from "#lib/notices/write-mail.ts";

export type Envelope = { to: string; messageId: string; threadId: string | null; mail: WrittenMail };

/** Null when no SMTP is set: then nothing leaves. */
export type Mailer = { send(envelope: Envelope): Promise<void>; close(): void } | null;

export const parallelMails = 4;

export function createMailer({ SMTP_URL, MAIL_FROM }: Pick<Env, "SMTP_URL" | "MAIL_FROM">): Mailer {
  if (!SMTP_URL) return null;
  const transport = createTransport(
    {
      url: SMTP_URL,
      pool: true,
      maxConnections: parallelMails,
      connectionTimeout: 5000,
      greetingTimeout: 5000,
      socketTimeout: 15_000,
      // Our mails are strings; nothing may ever make it open a file or an address.
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    { from: MAIL_FROM, headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" } },
  );
  return {
    async send({ to, messageId, threadId, mail }) {
      const { subject, text, html, calendar } = mail;
      await transport.sendMail({
        // As an object, so that no character in an address starts a second one.
        to: { name: "", address: to },
        messageId,
        ...(threadId ? { references: [threadId], inReplyTo: threadId } : {}),
        subject,
        text,
        html,
        attachments: calendar ? [{ filename: "launchroom.ics", content: calendar, contentType: calendarType }] : [],
      });
    },
    close: () => transport.close(),
  };
}

const aboutTheMail: unknown[] = ["EENVELOPE", "EMESSAGE"];

/** Why a mail did not leave: it will never be taken, it was not taken this time, or the server takes none at all. */
export function blameFor(error: unknown): "mail" | "moment" | "server" {
  if (!(error instanceof Error) || !("code" in error)) return "moment";
  if (!aboutTheMail.includes(error.code)) return "server";
  const isRefused = !("responseCode" in error) || Number(error.responseCode) >= 500;
  return isRefused ? "mail" : "moment";
}
