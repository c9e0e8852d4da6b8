import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CodesPage } from "#components/access-codes/codes-page.tsx";
import { loadCodes } from "../../../../load-codes.ts";

export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("codes"))("title") };
}

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  return <CodesPage {...(await loadCodes("drops", (await params).id))} />;
}
