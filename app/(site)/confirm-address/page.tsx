import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { NarrowPage } from "#components/account/narrow-page.tsx";
import { ProveAddress } from "#components/account/prove-address.tsx";

export const dynamic = "force-dynamic";

type Asked = string | string[] | undefined;
type ConfirmPageProps = { searchParams: Promise<{ account?: Asked; key?: Asked }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account.prove");
  return { title: t("title"), robots: { index: false }, referrer: "no-referrer" };
}

export default async function ConfirmPage({ searchParams }: ConfirmPageProps) {
  const t = await getTranslations("account.prove");
  const { account, key } = await searchParams;
  const isWhole = typeof account === "string" && typeof key === "string";
  return (
    <NarrowPage title={t("title")} lead={t(isWhole ? "body" : "missing")}>
      {isWhole && <ProveAddress account={account} secret={key} />}
    </NarrowPage>
  );
}
