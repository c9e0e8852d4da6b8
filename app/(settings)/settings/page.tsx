import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { AccentForm } from "#components/settings/accent-form.tsx";
import { Card } from "#components/settings/card.tsx";
import { LogoField } from "#components/settings/logo-field.tsx";
import { MailPart } from "#components/settings/mail-part.tsx";
import { MoneyForm } from "#components/settings/money-form.tsx";
import { PageTable } from "#components/settings/page-table.tsx";
import { PaymentsPart } from "#components/settings/payments-part.tsx";
import { ReadinessList } from "#components/settings/readiness-list.tsx";
import { SellerForm } from "#components/settings/seller-form.tsx";
import { SettingsFrame } from "#components/settings/settings-frame.tsx";
import { ShopForm } from "#components/settings/shop-form.tsx";
import { StoryForm } from "#components/settings/story-form.tsx";
import { UndoChange } from "#components/settings/undo-change.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { container } from "#lib/container.ts";
import { listPages } from "#lib/shop/pages.ts";
import { readStory } from "#lib/shop/read-story.ts";
import { readReadiness } from "#lib/shop/readiness.ts";
import type { LastChange, ShopCard, ShopView } from "#lib/shop/schema.ts";
import { lastChanges } from "#lib/shop/undo-change.ts";
import { readConnections } from "../read-connections.ts";
import { requireOwner } from "../require-owner.ts";

export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("place") };
}

export default async function SettingsPage() {
  const { owner, name } = await requireOwner("/settings");
  const t = await getTranslations("settings");
  const app = container();
  const [shop, steps, pages, last, connections, told] = await Promise.all([
    app.shop.read(),
    readReadiness(app, owner),
    listPages(app, owner),
    lastChanges(app, owner),
    readConnections(app),
    readStory(app),
  ]);
  return (
    <SettingsFrame person={name}>
      <header className="flex flex-wrap items-end justify-between gap-x-8 gap-y-3">
        <div className="grid gap-1">
          <h1 className="headline text-2xl">{t("heading")}</h1>
          <p className="text-soft">{t("lead")}</p>
        </div>
        <Link href="/settings/opening" className={buttonClass({ look: "line" })}>
          {t("guideLink")}
        </Link>
      </header>
      <ReadinessList steps={steps} />
      <OwnCards shop={shop} last={last} />
      <div className="grid items-start gap-x-12 gap-y-10 md:grid-cols-2">
        <Card id="payments" heading={t("payments.heading")} lead={t("payments.lead")}>
          <PaymentsPart {...connections.payments} />
        </Card>
        <Card id="mail" heading={t("mail.heading")} lead={t("mail.lead")}>
          <MailPart {...connections.mail} />
        </Card>
        <div className="grid gap-4">
          <StoryForm key={last.story?.at} {...told} />
          <UndoChange card="story" last={last.story} />
        </div>
      </div>
      <Card id="pages" heading={t("pages.heading")} lead={t("pages.lead")}>
        <PageTable pages={pages} />
      </Card>
    </SettingsFrame>
  );
}

type OwnCardsProps = { shop: ShopView; last: Record<ShopCard, LastChange | null> };

/** What the owner says of the shop, each part with the way back from its last change. */
async function OwnCards({ shop, last }: OwnCardsProps) {
  const t = await getTranslations("settings");
  return (
    <div className="grid items-start gap-x-12 gap-y-10 md:grid-cols-2">
      <div className="grid gap-10">
        <Card id="name" heading={t("shop.heading")}>
          <ShopForm key={last.name?.at} shop={shop} />
          <UndoChange card="name" last={last.name} />
        </Card>
        <Card id="look" heading={t("look.heading")} lead={t("look.lead")}>
          <LogoField shop={shop} />
          <AccentForm key={last.look?.at} shop={shop} />
          <UndoChange card="look" last={last.look} />
        </Card>
        <Card id="money" heading={t("money.heading")}>
          <MoneyForm key={last.money?.at} shop={shop} />
          <UndoChange card="money" last={last.money} />
        </Card>
      </div>
      <Card id="seller" heading={t("seller.heading")} lead={t("seller.lead")}>
        <SellerForm key={last.seller?.at} shop={shop} />
        <UndoChange card="seller" last={last.seller} />
      </Card>
    </div>
  );
}
