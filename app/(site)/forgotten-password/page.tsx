import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { ForgottenForm } from "#components/account/forgotten-form.tsx";
import { NarrowPage } from "#components/account/narrow-page.tsx";

export const dynamic = "force-dynamic";

type ForgottenPageProps = { searchParams: Promise<{ email?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account.forgotten");
  return { title: t("title"), robots: { index: false } };
}

export default async function ForgottenPage({ searchParams }: ForgottenPageProps) {
  const t = await getTranslations("account.forgotten");
  const { email } = await searchParams;
  return (
    <NarrowPage title={t("title")} lead={t("body")}>
      <ForgottenForm email={typeof email === "string" ? email : undefined} />
      <Link href="/sign-in" className="justify-self-start text-sm text-soft underline underline-offset-4">
        {t("back")}
      </Link>
    </NarrowPage>
  );
}
