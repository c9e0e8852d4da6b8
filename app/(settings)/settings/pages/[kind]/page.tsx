import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PageEditor } from "#components/settings/page-editor.tsx";
import { SettingsFrame } from "#components/settings/settings-frame.tsx";
import { container } from "#lib/container.ts";
import { findPageIn } from "#lib/shop/pages.ts";
import { pageLanguage } from "#lib/shop/schema.ts";
import { isPageKind, readTemplates } from "#lib/shop/templates.ts";
import { requireOwner } from "../../../require-owner.ts";

export const dynamic = "force-dynamic";

type Props = { params: Promise<{ kind: string }>; searchParams: Promise<{ language?: string | string[] }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { kind } = await params;
  return { title: isPageKind(kind) ? (await getTranslations("common.pages"))(kind) : undefined };
}

export default async function EditPage({ params, searchParams }: Props) {
  const { kind } = await params;
  const { name } = await requireOwner(`/settings/pages/${kind}`);
  const language = pageLanguage.catch("en").parse((await searchParams).language);
  if (!isPageKind(kind)) notFound();
  const t = await getTranslations("settings.page");
  const app = container();
  const shop = await app.shop.read();
  return (
    <SettingsFrame person={name}>
      <div className="grid gap-6">
        <Link
          href="/settings"
          className="inline-flex min-h-11 w-fit items-center text-sm text-soft underline-offset-4 hover:underline"
        >
          {t("back")}
        </Link>
        <PageEditor
          key={`${kind} ${language}`}
          kind={kind}
          language={language}
          published={await findPageIn(app, kind, language)}
          templates={readTemplates(kind, shop)}
        />
      </div>
    </SettingsFrame>
  );
}
