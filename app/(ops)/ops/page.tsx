import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { OpsFrame } from "#components/ops/ops-frame.tsx";
import { ShowTable } from "#components/ops/show-table.tsx";
import { sortForOps } from "#components/ops/sort-for-ops.ts";
import { UnaddressedNote } from "#components/ops/unaddressed-note.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { container } from "#lib/container.ts";
import { listBoardShows } from "#lib/ops/queries.ts";
import { countOrders } from "#lib/orders/queries.ts";
import { requireMoneyReader } from "../require-money-reader.ts";

export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("ops"))("place") };
}

export default async function OpsPage() {
  const { reader, frame } = await requireMoneyReader("/ops");
  const t = await getTranslations("ops.shows");
  const app = container();
  const [shows, unaddressed] = await Promise.all([
    listBoardShows(app, reader),
    countOrders(app, reader, { unaddressed: "true" }),
  ]);
  return (
    <OpsFrame {...frame}>
      <div className="grid gap-5 px-4 py-6 lg:px-6">
        <h1 className="headline text-2xl">{t("heading")}</h1>
        <UnaddressedNote {...unaddressed} />
        {shows.length > 0 ? (
          <ShowTable shows={sortForOps(shows)} />
        ) : (
          <EmptyState title={t("empty")}>{t("emptyLead")}</EmptyState>
        )}
      </div>
    </OpsFrame>
  );
}
