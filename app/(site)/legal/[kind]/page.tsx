import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { cache } from "react";
import { MarkdownText } from "#components/shell/markdown-text.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import { container } from "#lib/container.ts";
import { Refusal } from "#lib/refusal.ts";
import { findPage } from "#lib/shop/pages.ts";
import { pageQuery } from "#lib/shop/schema.ts";
import { isPageKind } from "#lib/shop/templates.ts";
import { describePage } from "../../../describe-page.ts";

export const dynamic = "force-dynamic";

type Props = { params: Promise<{ kind: string }>; searchParams: Promise<{ version?: string | string[] }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { kind } = await params;
  if (!isPageKind(kind)) return {};
  const title = (await getTranslations("common.pages"))(kind);
  return describePage({ path: `/legal/${kind}`, title, description: "", picture: null });
}

/** What the law asks for, as it stands or as it stood when an order was placed. */
export default async function LegalPage({ params, searchParams }: Props) {
  const { kind } = await params;
  if (!isPageKind(kind)) notFound();
  const asked = pageQuery.safeParse({ language: await getLocale(), version: (await searchParams).version });
  if (!asked.success) notFound();
  const page = await read(kind, asked.data.language, asked.data.version);
  const t = await getTranslations("common");
  return (
    <article className="page-column grid max-w-3xl gap-8 pt-12">
      <header className="grid gap-2 border-ink border-b pb-4">
        <h1 className="headline text-4xl">{t(`pages.${kind}`)}</h1>
        <p className="text-sm text-soft">
          {t.rich("pageVersion", {
            version: page.version,
            date: () => <LocalTime iso={page.publishedAt} style="day" />,
          })}
        </p>
      </header>
      <MarkdownText text={page.body} language={page.language} />
    </article>
  );
}

const read = cache(async (...[kind, language, version]: [Parameters<typeof findPage>[1], ...[string?, number?]]) =>
  findPage(container(), kind, pageQuery.parse({ language, version })).catch((error: unknown) => {
    if (error instanceof Refusal) notFound();
    throw error;
  }),
);
