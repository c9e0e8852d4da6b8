import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageTable } from "#components/settings/page-table.tsx";
import { ReadinessList } from "#components/settings/readiness-list.tsx";
import { SellerForm } from "#components/settings/seller-form.tsx";
import { SettingsFrame } from "#components/settings/settings-frame.tsx";
import { ShopForm } from "#components/settings/shop-form.tsx";
import { StoryForm } from "#components/settings/story-form.tsx";
import { container } from "#lib/container.ts";
import { listPages } from "#lib/shop/pages.ts";
import { readStory } from "#lib/shop/read-story.ts";
import { readReadiness } from "#lib/shop/readiness.ts";
import { requireOwner } from "../require-owner.ts";

export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("place") };
}

export default async function SettingsPage() {
  const { owner, name } = await requireOwner("/settings");
  const t = await getTranslations("settings");
  const app = container();
  const [shop, steps, pages, told] = await Promise.all([
    app.shop.read(),
    readReadiness(app, owner),
    listPages(app, owner),
    readStory(app),
  ]);
  return (
    <SettingsFrame person={name}>
      <header className="grid gap-1">
        <h1 className="headline text-2xl">{t("heading")}</h1>
        <p className="text-soft">{t("lead")}</p>
      </header>
      <ReadinessList steps={steps} />
      <div className="grid items-start gap-x-12 gap-y-10 md:grid-cols-2">
        <ShopForm shop={shop} />
        <SellerForm shop={shop} />
        <StoryForm {...told} />
      </div>
      <PageTable pages={pages} />
    </SettingsFrame>
  );
}
