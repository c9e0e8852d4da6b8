import { clsx } from "clsx";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { LocalTime } from "#components/ui/local-time.tsx";
import { Cell, HeadCell, Row, Table } from "#components/ui/table.tsx";
import type { NoticeQuery, NoticeView } from "#lib/notices/schema.ts";
import { NoticeBadge } from "./notice-badge.tsx";
import { outboxHref } from "./outbox-href.ts";

type NoticeTableProps = { notices: NoticeView[]; query: NoticeQuery; openId: string | null };

export function NoticeTable({ notices, query, openId }: NoticeTableProps) {
  const t = useTranslations("ops.outbox");
  return (
    <Table dense label={t("heading")}>
      <thead>
        <tr>
          <HeadCell>{t("state")}</HeadCell>
          <HeadCell>{t("subject")}</HeadCell>
          <HeadCell className="max-sm:hidden">{t("written")}</HeadCell>
        </tr>
      </thead>
      <tbody>
        {notices.map((notice) => (
          <Row key={notice.id} className={clsx(notice.id === openId && "bg-raised")}>
            <Cell>
              <NoticeBadge state={notice.state} />
            </Cell>
            <Cell className="min-w-56">
              <Link
                href={outboxHref({ ...query, open: notice.id })}
                scroll={false}
                aria-current={notice.id === openId ? "true" : undefined}
                className="inline-flex min-h-8 items-center font-medium underline decoration-edge underline-offset-4 hover:decoration-ink"
              >
                {notice.subject}
              </Link>
              <p className="wrap-anywhere text-soft text-xs">{notice.address}</p>
              {notice.error && <p className="wrap-anywhere max-w-prose text-danger text-xs">{notice.error}</p>}
            </Cell>
            <Cell className="whitespace-nowrap max-sm:hidden">
              <LocalTime iso={notice.createdAt} />
            </Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}
