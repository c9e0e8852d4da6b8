import { clsx } from "clsx";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import type { NoticeMail, NoticePage, NoticeQuery } from "#lib/notices/schema.ts";
import { MailReader } from "./mail-reader.tsx";
import { NoticeTable } from "./notice-table.tsx";
import { outboxHref } from "./outbox-href.ts";
import { OutboxSearch } from "./outbox-search.tsx";

type OutboxProps = { page: NoticePage; query: NoticeQuery; opened: NoticeMail | null };

/** The list beside the mail on a desk, one after the other on a phone. */
export function Outbox({ page, query, opened }: OutboxProps) {
  const t = useTranslations("ops.outbox");
  const { notices, next, smtpHost } = page;
  const isFiltered = query.search !== undefined || query.state !== undefined;
  return (
    <div className={clsx("grid gap-x-8 px-4 py-6 lg:px-6", opened && "lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]")}>
      <div className={clsx("grid min-w-0 content-start gap-5", opened && "max-lg:hidden")}>
        <header className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-2">
          <h1 className="headline text-2xl">{t("heading")}</h1>
          <p className="text-sm text-soft">{smtpHost ? t("through", { host: smtpHost }) : t("noSmtp")}</p>
        </header>
        <OutboxSearch query={query} />
        {notices.length > 0 ? (
          <NoticeTable notices={notices} query={query} openId={opened?.id ?? null} />
        ) : (
          <EmptyState title={t(isFiltered ? "nothing" : "empty")}>
            {t(isFiltered ? "nothingLead" : "emptyLead")}
          </EmptyState>
        )}
        {(next || query.after) && (
          <nav aria-label={t("pages")} className="flex gap-3">
            {query.after && (
              <Link
                href={outboxHref({ ...query, after: undefined })}
                className={buttonClass({ look: "line", size: "sm" })}
              >
                {t("newest")}
              </Link>
            )}
            {next && (
              <Link href={outboxHref({ ...query, after: next })} className={buttonClass({ look: "line", size: "sm" })}>
                {t("older")}
              </Link>
            )}
          </nav>
        )}
      </div>
      {opened && <MailReader mail={opened} query={query} canSend={smtpHost !== null} />}
    </div>
  );
}
