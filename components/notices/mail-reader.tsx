import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { StateBadge } from "#components/states/state-badge.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import type { NoticeMail, NoticeQuery } from "#lib/notices/schema.ts";
import { outboxHref } from "./outbox-href.ts";
import { ResendButton } from "./resend-button.tsx";

type MailReaderProps = { mail: NoticeMail; query: NoticeQuery; canSend: boolean };

/** One mail as its reader gets it, and what became of it. The mail stands in a frame that may run and reach nothing. */
export function MailReader({ mail, query, canSend }: MailReaderProps) {
  const t = useTranslations("ops.outbox");
  const { id, subject, html, text, calendar, preorderId, error } = mail;
  return (
    <section aria-label={t("mail")} className="grid min-w-0 content-start gap-5 lg:border-rule lg:border-l lg:pl-8">
      <header className="grid gap-3">
        <Link
          href={outboxHref(query)}
          scroll={false}
          className="inline-flex min-h-8 items-center text-sm text-soft hover:text-ink"
        >
          {t("back")}
        </Link>
        <h2 className="headline wrap-anywhere text-xl">{subject}</h2>
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-5 gap-y-1.5 text-sm">
          <Fact name={t("state")}>
            <StateBadge state={`mail.${mail.state}`} note={t(`stateNotes.${mail.state}`)} />
            {mail.settledAt && <LocalTime iso={mail.settledAt} style="full" />}
          </Fact>
          <Fact name={t("address")}>{mail.address}</Fact>
          <Fact name={t("written")}>
            <LocalTime iso={mail.createdAt} />
          </Fact>
          <Fact name={t("tries")}>{t("triesMade", { tries: mail.tries, resends: mail.resends })}</Fact>
          {mail.tryAfter && (
            <Fact name={t("tryAfter")}>
              <LocalTime iso={mail.tryAfter} style="full" />
            </Fact>
          )}
          {preorderId && (
            <Fact name={t("order")}>
              <Link href={`/preorders/${preorderId}`} className="font-mono underline underline-offset-4">
                {preorderId.slice(-8)}
              </Link>
            </Fact>
          )}
        </dl>
        {error && (
          <p role="alert" className="wrap-anywhere rounded-sm bg-danger-wash px-3 py-2 text-danger text-sm">
            {error}
          </p>
        )}
        <ResendButton id={id} isWaiting={mail.state === "WAITING"} canSend={canSend} />
      </header>
      <iframe
        title={t("rendered")}
        srcDoc={inNewTabs(html)}
        sandbox="allow-popups allow-popups-to-escape-sandbox"
        className="h-[42rem] w-full border border-edge bg-raised"
      />
      <Source title={t("plain")}>{text}</Source>
      {calendar && <Source title={t("calendar")}>{calendar}</Source>}
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-soft">{name}</dt>
      <dd className="wrap-anywhere flex flex-wrap items-center gap-x-3">{children}</dd>
    </>
  );
}

function Source({ title, children }: { title: string; children: string }) {
  return (
    <details className="border-rule border-t pt-3 text-sm">
      <summary className="min-h-8 font-medium">{title}</summary>
      <pre className="wrap-anywhere mt-2 whitespace-pre-wrap font-mono text-xs leading-5">{children}</pre>
    </details>
  );
}

/** A link in the mail would open inside the frame, where nothing works. */
function inNewTabs(html: string): string {
  return html.replace("<head>", '<head><base target="_blank">');
}
