import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CityDesk } from "#components/ops/delivery/city-desk.tsx";
import { ParcelFigures } from "#components/ops/delivery/parcel-figures.tsx";
import { WaveTable } from "#components/ops/delivery/wave-table.tsx";
import { ZoneTable } from "#components/ops/delivery/zone-table.tsx";
import { OpsFrame } from "#components/ops/ops-frame.tsx";
import { container } from "#lib/container.ts";
import { listCities, listWaves } from "#lib/delivery-windows/queries.ts";
import { countParcels } from "#lib/handover/queries.ts";
import { requireMoneyReader } from "../../require-money-reader.ts";

export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("delivery"))("heading") };
}

export default async function DeliveryPage() {
  const { reader, frame } = await requireMoneyReader("/ops/delivery");
  const t = await getTranslations("delivery");
  const app = container();
  const [waves, cities, zones, parcels] = await Promise.all([
    listWaves(app, reader),
    listCities(app, reader),
    app.shipping.zones(),
    countParcels(app, reader),
  ]);
  return (
    <OpsFrame {...frame}>
      <div className="mx-auto grid max-w-[100rem] grid-cols-1 gap-8 px-4 py-6 lg:px-6">
        <header className="grid gap-1">
          <h1 className="headline text-2xl">{t("heading")}</h1>
          <p className="text-soft">{t("lead")}</p>
        </header>
        <ParcelFigures figures={parcels} />
        <div className="grid grid-cols-1 items-start gap-x-12 gap-y-10 xl:grid-cols-[minmax(0,1.35fr)_minmax(0,1fr)]">
          <WaveTable waves={waves} />
          <div className="grid min-w-0 gap-10">
            <ZoneTable zones={zones} />
            <CityDesk cities={cities} />
          </div>
        </div>
      </div>
    </OpsFrame>
  );
}
