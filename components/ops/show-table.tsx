"use client";

import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { StateBadge } from "#components/states/state-badge.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import type { ShowCard } from "#lib/shows/schema.ts";

/** Every show with its figures, in the order given until sorted otherwise. */
export function ShowTable({ shows }: { shows: ShowCard[] }) {
  const t = useTranslations("ops.shows");
  const format = useFormatter();
  const onlyWide = "max-md:hidden";
  const figure = (name: "peak" | "likes" | "units", count: (show: ShowCard) => number) => ({
    name,
    head: t(name),
    title: t(`${name}Counts`),
    isNumeric: true,
    sortBy: count,
    cell: (show: ShowCard) => format.number(count(show)),
  });
  const columns: Column<ShowCard>[] = [
    { name: "status", head: t("status"), cell: ({ status }) => <StateBadge state={`show.${status}`} /> },
    {
      name: "show",
      head: t("show"),
      className: "min-w-48",
      sortBy: ({ title }) => title,
      cell: ({ id, title }) => (
        <Link
          href={`/ops/shows/${id}`}
          className="inline-flex min-h-8 items-center font-medium underline decoration-edge underline-offset-4 hover:decoration-ink"
        >
          {title}
        </Link>
      ),
    },
    {
      name: "host",
      head: t("host"),
      headClassName: onlyWide,
      className: onlyWide,
      sortBy: ({ host }) => host.name,
      cell: ({ host }) => host.name,
    },
    {
      name: "time",
      head: t("time"),
      className: "whitespace-nowrap",
      sortBy: ({ wentLiveAt, startsAt }) => wentLiveAt ?? startsAt,
      cell: ({ wentLiveAt, startsAt }) => <LocalTime iso={wentLiveAt ?? startsAt} />,
    },
    figure("peak", ({ peakViewers }) => peakViewers),
    figure("likes", ({ likes }) => likes),
    figure("units", ({ units }) => units),
  ];
  return <DataTable label={t("heading")} columns={columns} rows={shows} idOf={({ id }) => id} hasRowKeys />;
}
