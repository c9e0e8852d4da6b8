import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { LocalTime } from "#components/ui/local-time.tsx";
import { Cell, HeadCell, Row, Table } from "#components/ui/table.tsx";
import type { ShowCard } from "#lib/shows/schema.ts";
import { StatusBadge } from "./status-badge.tsx";

/** Every show with its figures; those on air first, then the coming, then the past. */
export function ShowTable({ shows }: { shows: ShowCard[] }) {
  const t = useTranslations("ops.shows");
  const format = useFormatter();
  return (
    <Table dense label={t("heading")}>
      <thead>
        <tr>
          <HeadCell>{t("status")}</HeadCell>
          <HeadCell>{t("show")}</HeadCell>
          <HeadCell className="max-md:hidden">{t("host")}</HeadCell>
          <HeadCell>{t("time")}</HeadCell>
          <HeadCell numeric title={t("peakCounts")}>
            {t("peak")}
          </HeadCell>
          <HeadCell numeric title={t("likesCounts")}>
            {t("likes")}
          </HeadCell>
          <HeadCell numeric title={t("unitsCounts")}>
            {t("units")}
          </HeadCell>
        </tr>
      </thead>
      <tbody>
        {shows.map((show) => (
          <Row key={show.id}>
            <Cell>
              <StatusBadge status={show.status} />
            </Cell>
            <Cell className="min-w-48">
              <Link
                href={`/ops/shows/${show.id}`}
                className="inline-flex min-h-8 items-center font-medium underline decoration-edge underline-offset-4 hover:decoration-ink"
              >
                {show.title}
              </Link>
            </Cell>
            <Cell className="max-md:hidden">{show.host.name}</Cell>
            <Cell className="whitespace-nowrap">
              <LocalTime iso={show.wentLiveAt ?? show.startsAt} />
            </Cell>
            <Cell numeric>{format.number(show.peakViewers)}</Cell>
            <Cell numeric>{format.number(show.likes)}</Cell>
            <Cell numeric>{format.number(show.units)}</Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}

const order = { LIVE: 0, SCHEDULED: 1, ENDED: 2 } satisfies Record<ShowCard["status"], number>;

/** On air first, then the soonest to come, then the latest past. */
export function sortForOps(shows: ShowCard[]): ShowCard[] {
  return shows.toSorted((a, b) => {
    if (a.status !== b.status) return order[a.status] - order[b.status];
    const later = a.startsAt.localeCompare(b.startsAt);
    return a.status === "SCHEDULED" ? later : -later;
  });
}
