import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FindOrders } from "#components/account/find-orders.tsx";
import { NarrowPage } from "#components/account/narrow-page.tsx";

export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account.find");
  return { title: t("title"), robots: { index: false } };
}

export default async function FindOrderPage() {
  const t = await getTranslations("account.find");
  return (
    <NarrowPage title={t("title")} lead={t("body")}>
      <FindOrders />
    </NarrowPage>
  );
}
