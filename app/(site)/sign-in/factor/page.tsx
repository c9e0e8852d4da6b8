import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { NarrowPage } from "#components/account/narrow-page.tsx";
import { EndSignIn } from "#components/factors/end-sign-in.tsx";
import { container } from "#lib/container.ts";
import { requireHolder } from "#lib/factors/holder.ts";
import { askedOf } from "#lib/factors/show-factor.ts";
import { nullWhen } from "#lib/refusal.ts";
import { type Asked, ownPath } from "../own-path.ts";

export const dynamic = "force-dynamic";

type FactorPageProps = { searchParams: Promise<{ next?: Asked }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("signIn.factor");
  return { title: t("title"), robots: { index: false } };
}

/** The second step of signing in, for ten minutes after the first. */
export default async function FactorPage({ searchParams }: FactorPageProps) {
  const { next: asked } = await searchParams;
  const isHome = typeof asked === "string" && asked.startsWith("/sign-in?");
  const next = isHome ? asked : (ownPath(asked) ?? "/sign-in?from=/");
  const app = container();
  const holder = await requireHolder(app, (await headers()).get("cookie")).catch(
    nullWhen("sign_in_over", "not_allowed"),
  );
  if (!holder) redirect(isHome ? asked : `/sign-in?${new URLSearchParams({ next })}`);
  if (!holder.isHalf) redirect(next);
  const t = await getTranslations("signIn.factor");
  return (
    <NarrowPage title={t("title")} lead={t("lead")}>
      <EndSignIn asked={await askedOf(app, holder)} next={next} />
    </NarrowPage>
  );
}
