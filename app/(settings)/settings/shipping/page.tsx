import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SettingsFrame } from "#components/settings/settings-frame.tsx";
import { ShippingForm } from "#components/settings/shipping-form.tsx";
import { container } from "#lib/container.ts";
import { findMainCurrency } from "#lib/shipping/queries.ts";
import { requireOwner } from "../../require-owner.ts";

export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings.shipping"))("heading") };
}

export default async function ShippingPage() {
  const { name } = await requireOwner("/settings/shipping");
  const t = await getTranslations("settings.shipping");
  const app = container();
  const [zones, currency] = await Promise.all([app.shipping.zones(), findMainCurrency(app)]);
  return (
    <SettingsFrame person={name}>
      <header className="grid gap-1">
        <h1 className="headline text-2xl">{t("heading")}</h1>
        <p className="max-w-prose text-soft">{t("lead")}</p>
      </header>
      <ShippingForm initial={zones} currency={currency} />
    </SettingsFrame>
  );
}
