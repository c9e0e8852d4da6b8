import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ViewerDevice } from "#components/media/device/viewer-device.tsx";
import { ClientWords } from "#components/shell/client-words.tsx";

export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("device.viewer");
  return { title: t("title"), robots: { index: false } };
}

export default async function DevicePage() {
  const t = await getTranslations("device.viewer");
  return (
    <div className="page-column grid justify-items-center py-12">
      <div className="grid w-full max-w-2xl gap-6">
        <h1 className="headline text-4xl">{t("title")}</h1>
        <p className="text-soft">{t("lead")}</p>
        <ClientWords speak={["device"]}>
          <ViewerDevice />
        </ClientWords>
      </div>
    </div>
  );
}
