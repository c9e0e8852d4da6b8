import { createTransport } from "nodemailer";
import type { Env } from "#lib/env.ts";
import { calendarType } from "#lib/notices/calendar.ts";
import { logoId } from "#lib/notices/mail-html.ts";
import type { WrittenMail } from "#lib/notices/write-mail.ts";

export type Envelope = { to: string; messageId: string; threadId: string | null; mail: WrittenMail };

/** Null when no SMTP is set: then nothing leaves. */
export type Mailer = {
  /** Returns what the mail server answered when it took the mail. */
  send(envelope: Envelope): Promise<string>;
  close(): void;
} | null;

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
    { headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" } },
  );
  const from = readSender(MAIL_FROM);
  return {
    async send({ to, messageId, threadId, mail }) {
      const { sender, subject, text, html, calendar, logo } = mail;
      const { response } = await transport.sendMail({
        from: { name: from.name || sender, address: from.address },
        // As an object, so that no character in an address starts a second one.
        to: { name: "", address: to },
        messageId,
        ...(threadId ? { references: [threadId], inReplyTo: threadId } : {}),
        subject,
        text,
        html,
        attachments: [
          ...(calendar ? [{ filename: "dates.ics", content: calendar, contentType: calendarType }] : []),
          ...(logo ? [{ filename: "logo.png", content: logo, contentType: "image/png", cid: logoId }] : []),
        ],
      });
      return response;
    },
    close: () => transport.close(),
  };
}

/** A sender without a name of its own goes by the shop's. */
function readSender(text: string): { name: string; address: string } {
  const [, name = "", address = text] = /^\s*(.*?)\s*<([^>]+)>\s*$/.exec(text) ?? [];
  return { name: name.replace(/^"(.*)"$/, "$1"), address: address.trim() };
}

const aboutTheMail: unknown[] = ["EENVELOPE", "EMESSAGE"];

/** Why a mail did not leave: it will never be taken, it was not taken this time, or the server takes none at all. */
export function blameFor(error: unknown): "mail" | "moment" | "server" {
  if (!(error instanceof Error) || !("code" in error)) return "moment";
  if (!aboutTheMail.includes(error.code)) return "server";
  const isRefused = !("responseCode" in error) || Number(error.responseCode) >= 500;
  return isRefused ? "mail" : "moment";
}
