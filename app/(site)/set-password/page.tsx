import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { NarrowPage } from "#components/account/narrow-page.tsx";
import { SetPasswordForm } from "#components/account/set-password-form.tsx";

export const dynamic = "force-dynamic";

type SetPasswordPageProps = { searchParams: Promise<{ token?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account.set");
  // The address holds the link: nobody whom this page leads to may read it.
  return { title: t("title"), robots: { index: false }, referrer: "no-referrer" };
}

export default async function SetPasswordPage({ searchParams }: SetPasswordPageProps) {
  const t = await getTranslations("account");
  const { token } = await searchParams;
  if (typeof token !== "string" || token === "")
    return (
      <NarrowPage title={t("set.title")} lead={t("set.missing")}>
        <Link href="/forgotten-password" className="justify-self-start underline underline-offset-4">
          {t("forgotten.submit")}
        </Link>
      </NarrowPage>
    );
  return (
    <NarrowPage title={t("set.title")} lead={t("set.body")}>
      <SetPasswordForm token={token} />
    </NarrowPage>
  );
}
