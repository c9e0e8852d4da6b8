import { clsx } from "clsx";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import type { ThreadPage, ThreadQuery, ThreadView } from "#lib/threads/schema.ts";

type ThreadListProps = { page: ThreadPage; which: ThreadQuery["which"]; waiting: number };

/** What buyers wrote: those who wait, the longest first, or everything, the newest first. */
export function ThreadList({ page: { threads, next }, which, waiting }: ThreadListProps) {
  const t = useTranslations("threads.desk");
  return (
    <div className="grid gap-5 px-4 py-6 lg:px-6">
      <header className="flex flex-wrap items-end justify-between gap-3">
        <h1 className="headline text-2xl">{t("heading")}</h1>
        <nav aria-label={t("heading")} className="flex gap-4 text-sm">
          <Tab href="/ops/letters" isOpen={which === "waiting"}>
            {t("waiting", { count: waiting })}
          </Tab>
          <Tab href="/ops/letters?which=all" isOpen={which === "all"}>
            {t("all")}
          </Tab>
        </nav>
      </header>
      {threads.length === 0 ? (
        <EmptyState title={t(which === "waiting" ? "nobody" : "never")}>{t("emptyLead")}</EmptyState>
      ) : (
        <ul aria-label={t("heading")} className="grid border-ink border-t">
          {threads.map((thread) => (
            <Row key={thread.orderId} thread={thread} />
          ))}
        </ul>
      )}
      {next && (
        <Link
          href={`/ops/letters?${new URLSearchParams({ which, after: next })}`}
          className={clsx(buttonClass({ look: "line", size: "sm" }), "justify-self-start")}
        >
          {t("more")}
        </Link>
      )}
    </div>
  );
}

function Tab({ href, isOpen, children }: { href: string; isOpen: boolean; children: string }) {
  return (
    <Link
      href={href}
      aria-current={isOpen ? "page" : undefined}
      className={clsx(
        "inline-flex min-h-9 items-center border-b-2",
        isOpen ? "border-ink" : "border-transparent text-soft",
      )}
    >
      {children}
    </Link>
  );
}

function Row({ thread }: { thread: ThreadView }) {
  const t = useTranslations("threads.desk");
  const { orderId, buyer, product, edition, excerpt, waitingSince, lastAt } = thread;
  return (
    <li className="border-rule border-b">
      <Link
        href={`/ops/orders/${orderId}#letters`}
        className="grid gap-x-6 gap-y-1 px-1 py-3 hover:bg-sunk md:grid-cols-[14rem_minmax(0,1fr)_12rem] md:items-baseline"
      >
        <span className="grid min-w-0">
          <span className="truncate font-medium">{buyer}</span>
          <span className="truncate text-sm text-soft">
            {product} {edition}
          </span>
        </span>
        <span className="line-clamp-2 wrap-anywhere">{excerpt}</span>
        <span className="flex flex-wrap items-center gap-2 text-sm text-soft md:justify-end">
          {waitingSince && <Badge tone="warn">{t("waits")}</Badge>}
          <LocalTime iso={waitingSince ?? lastAt} />
        </span>
      </Link>
    </li>
  );
}
