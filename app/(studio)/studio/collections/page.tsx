import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CollectionList } from "#components/studio/collections/collection-list.tsx";
import { StudioFrame } from "#components/studio/studio-frame.tsx";
import { listProductsOf } from "#lib/catalog/queries.ts";
import { listCollectionsOf } from "#lib/collections/queries.ts";
import { container } from "#lib/container.ts";
import { requireHost } from "../../require-host.ts";

export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("studio.collections"))("heading") };
}

export default async function CollectionsPage() {
  const { host, name } = await requireHost("/studio/collections");
  const t = await getTranslations("studio.collections");
  const app = container();
  const [collections, products] = await Promise.all([listCollectionsOf(app, host), listProductsOf(app, host)]);
  return (
    <StudioFrame person={name}>
      <div className="page-column grid gap-8 py-8 lg:py-12">
        <header className="grid gap-1">
          <h1 className="headline text-3xl">{t("heading")}</h1>
          <p className="max-w-prose text-soft">{t("lead")}</p>
        </header>
        <CollectionList {...{ collections, products }} />
      </div>
    </StudioFrame>
  );
}
