import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { HostDevice } from "#components/media/device/host-device.tsx";
import { CopyField } from "#components/studio/sources/copy-field.tsx";
import { StudioFrame } from "#components/studio/studio-frame.tsx";
import { container } from "#lib/container.ts";
import { listShowsOf } from "#lib/shows/queries.ts";
import { requireDeskhand } from "../../require-host.ts";

export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("device.host"))("title") };
}

export default async function DeviceTestPage() {
  const { hand, host, name } = await requireDeskhand("/studio/device-test");
  const t = await getTranslations("device.host");
  const app = container();
  const shows = await listShowsOf(app, hand);
  // The line is measured as a show's desk measures it.
  const show = shows.find(({ isArchived }) => !isArchived);
  return (
    <StudioFrame person={name} sells={host !== null}>
      <div className="page-column grid gap-12 py-8 lg:grid-cols-[minmax(0,1fr)_20rem] lg:gap-16 lg:py-12">
        <div className="grid min-w-0 content-start gap-6">
          <h1 className="headline text-3xl">{t("title")}</h1>
          <p className="max-w-2xl text-soft">{t("lead")}</p>
          {!show && <p className="max-w-2xl text-soft">{t("noShow")}</p>}
          <HostDevice showId={show?.id ?? null} />
        </div>
        <section aria-labelledby="audience-heading" className="grid min-w-0 content-start gap-4">
          <h2 id="audience-heading" className="headline text-xl">
            {t("audience")}
          </h2>
          <p className="text-soft text-sm">{t("audienceLead")}</p>
          <CopyField label={t("address")} value={new URL("/device", app.env.PUBLIC_URL).href} />
        </section>
      </div>
    </StudioFrame>
  );
}
