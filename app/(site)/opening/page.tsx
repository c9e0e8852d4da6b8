import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { OpenForm } from "#components/settings/opening/open-form.tsx";
import { ClientWords } from "#components/shell/client-words.tsx";
import { container } from "#lib/container.ts";
import { isOpen } from "#lib/shop/opening/open-by-link.ts";

export const dynamic = "force-dynamic";

type OpeningPageProps = { searchParams: Promise<{ token?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  return {
    title: (await getTranslations("opening"))("title"),
    robots: { index: false },
    referrer: "no-referrer",
  };
}

/** Where the link leads that the server prints. Reading it takes nothing. */
export default async function OpeningPage({ searchParams }: OpeningPageProps) {
  const t = await getTranslations("opening");
  const { token } = await searchParams;
  const isGood = typeof token === "string" && token.length <= 100 && (await isOpen(container().db, token));
  return (
    <div className="page-column grid justify-items-center pt-12">
      <div className="grid w-full max-w-md gap-6">
        <h1 className="headline text-4xl">{t("title")}</h1>
        {isGood ? (
          <ClientWords speak={["opening", "signIn"]}>
            <p>{t("lead")}</p>
            <OpenForm token={token} />
            <p className="text-sm text-soft">{t("asked")}</p>
          </ClientWords>
        ) : (
          <>
            <p role="alert">{t("over")}</p>
            <Link href="/sign-in" className="w-fit font-medium underline underline-offset-4">
              {t("signIn")}
            </Link>
          </>
        )}
      </div>
    </div>
  );
}
