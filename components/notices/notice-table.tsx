"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { StateBadge } from "#components/states/state-badge.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import type { NoticeQuery, NoticeView } from "#lib/notices/schema.ts";
import { outboxHref } from "./outbox-href.ts";

type NoticeTableProps = { notices: NoticeView[]; query: NoticeQuery; openId: string | null };

/** One page of the outbox, newest first. */
export function NoticeTable({ notices, query, openId }: NoticeTableProps) {
  const t = useTranslations("ops.outbox");
  const onlyWide = "whitespace-nowrap max-sm:hidden";
  const columns: Column<NoticeView>[] = [
    {
      name: "state",
      head: t("state"),
      cell: ({ state }) => <StateBadge state={`mail.${state}`} note={t(`stateNotes.${state}`)} />,
    },
    {
      name: "subject",
      head: t("subject"),
      className: "min-w-56",
      cell: (notice) => <Subject notice={notice} query={query} isOpen={notice.id === openId} />,
    },
    {
      name: "written",
      head: t("written"),
      headClassName: onlyWide,
      className: onlyWide,
      cell: ({ createdAt }) => <LocalTime iso={createdAt} />,
    },
  ];
  return (
    <DataTable
      label={t("heading")}
      columns={columns}
      rows={notices}
      idOf={({ id }) => id}
      hasRowKeys
      rowClassName={({ id }) => (id === openId ? "bg-raised" : undefined)}
    />
  );
}

function Subject({ notice, query, isOpen }: { notice: NoticeView; query: NoticeQuery; isOpen: boolean }) {
  return (
    <>
      <Link
        href={outboxHref({ ...query, open: notice.id })}
        scroll={false}
        aria-current={isOpen ? "true" : undefined}
        className="inline-flex min-h-8 items-center font-medium underline decoration-edge underline-offset-4 hover:decoration-ink"
      >
        {notice.subject}
      </Link>
      <p className="wrap-anywhere text-soft text-xs">{notice.address}</p>
      {notice.error && <p className="wrap-anywhere max-w-prose text-danger text-xs">{notice.error}</p>}
    </>
  );
}
