import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { RulesForm } from "#components/cooling-off/rules-form.tsx";
import { AccentForm } from "#components/settings/accent-form.tsx";
import { LogoField } from "#components/settings/logo-field.tsx";
import { MailPart } from "#components/settings/mail-part.tsx";
import { MoneyForm } from "#components/settings/money-form.tsx";
import { Begin } from "#components/settings/opening/begin.tsx";
import { Guide } from "#components/settings/opening/guide.tsx";
import { stepHref } from "#components/settings/opening/step-href.ts";
import { PageTable } from "#components/settings/page-table.tsx";
import { PaymentsPart } from "#components/settings/payments-part.tsx";
import { ReadinessList } from "#components/settings/readiness-list.tsx";
import { SellerForm } from "#components/settings/seller-form.tsx";
import { SettingsFrame } from "#components/settings/settings-frame.tsx";
import { ShippingForm } from "#components/settings/shipping-form.tsx";
import { ShopForm } from "#components/settings/shop-form.tsx";
import type { Owner } from "#lib/accounts/gate.ts";
import { container } from "#lib/container.ts";
import { readRules } from "#lib/cooling-off/queries.ts";
import { stepsDone } from "#lib/shop/opening/steps.ts";
import { listPages } from "#lib/shop/pages.ts";
import { readReadiness } from "#lib/shop/readiness.ts";
import { type OpeningStep, openingStep, openingSteps } from "#lib/shop/schema.ts";
import { readConnections } from "../../read-connections.ts";
import { requireOwner } from "../../require-owner.ts";

export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings.guide"))("title") };
}

type Props = { searchParams: Promise<{ step?: string | string[] }> };

/** The settings one after the other, for a shop that opens; without a step in the address at the first that is not done. */
export default async function OpeningPage({ searchParams }: Props) {
  const { owner, name } = await requireOwner("/settings/opening");
  const steps = await stepsDone(container(), owner);
  const { data: step } = openingStep.safeParse((await searchParams).step);
  if (!step) redirect(stepHref(steps.find(({ isDone }) => !isDone)?.name ?? "ready"));
  return (
    <SettingsFrame person={name}>
      <Guide steps={steps} step={step}>
        <StepBody step={step} owner={owner} />
      </Guide>
    </SettingsFrame>
  );
}

async function StepBody({ step, owner }: { step: OpeningStep; owner: Owner }) {
  const app = container();
  const shop = await app.shop.read();
  const after = openingSteps[openingSteps.indexOf(step) + 1] ?? "ready";
  const next = stepHref(after);
  switch (step) {
    case "name":
      return <ShopForm shop={shop} next={next} />;
    case "look":
      return (
        <>
          <LogoField shop={shop} />
          <AccentForm key={shop.accent} shop={shop} next={next} />
        </>
      );
    case "money":
      return <MoneyForm shop={shop} next={next} />;
    case "seller":
      return <SellerForm shop={shop} next={next} />;
    case "payments":
      return <PaymentsPart {...(await readConnections(app)).payments} />;
    case "mail":
      return <MailPart {...(await readConnections(app)).mail} />;
    case "shipping":
      return <ShippingForm initial={await app.shipping.zones()} currency={shop.currency} next={next} />;
    case "coolingOff":
      return <RulesForm {...(await readRules(app.db))} next={next} />;
    case "pages":
      return <PageTable pages={await listPages(app, owner)} />;
    case "ready":
      return (
        <>
          <ReadinessList steps={await readReadiness(app, owner)} />
          <Begin />
        </>
      );
  }
}
