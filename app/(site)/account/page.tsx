import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { AskForProof } from "#components/account/ask-for-proof.tsx";
import { ChangePassword } from "#components/account/change-password.tsx";
import { NarrowPage } from "#components/account/narrow-page.tsx";
import { SignOutButton } from "#components/session/sign-out-button.tsx";
import { currentActor } from "../../current-actor.ts";

export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account");
  return { title: t("title"), robots: { index: false } };
}

export default async function AccountPage() {
  const t = await getTranslations("account");
  const actor = await currentActor();
  if (!actor || actor.isAnonymous) redirect("/sign-in?next=/account");
  const { name, email, emailVerified } = actor;
  return (
    <NarrowPage title={t("title")}>
      <Part title={t("name")}>
        <p className="wrap-anywhere">{name}</p>
      </Part>
      <Part title={t("email")}>
        <p className="wrap-anywhere">{email}</p>
        <p className="text-sm text-soft">{t(emailVerified ? "isProven" : "notProven")}</p>
        {!emailVerified && <AskForProof email={email} />}
      </Part>
      <Part title={t("password")}>
        <ChangePassword />
      </Part>
      <Part title={t("sessions")}>
        <p className="text-sm text-soft">{t("sessionsHint")}</p>
        <p className="flex flex-wrap gap-3">
          <SignOutButton />
          <SignOutButton everywhere />
        </p>
      </Part>
    </NarrowPage>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="grid gap-3 border-rule border-t pt-5">
      <h2 className="font-semibold">{title}</h2>
      {children}
    </section>
  );
}
