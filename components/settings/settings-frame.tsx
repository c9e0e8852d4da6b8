import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { SignOutButton } from "#components/session/sign-out-button.tsx";
import { ClientWords } from "#components/shell/client-words.tsx";
import { StaffBar } from "#components/shell/staff-bar.tsx";
import { ThemeButton } from "#components/shell/theme-button.tsx";

/** The owner's room: few visits, long effects. */
export function SettingsFrame({ person, children }: { person: string; children: ReactNode }) {
  const t = useTranslations("settings");
  const common = useTranslations("common.nav");
  return (
    <ClientWords speak={["settings", "editing"]}>
      <div className="flex min-h-dvh flex-col bg-paper">
        <StaffBar
          place={t("place")}
          person={person}
          links={[
            { href: "/settings", below: "/settings/pages", label: t("nav.shop") },
            { href: "/settings/people", label: t("nav.people") },
            { href: "/settings/shipping", label: t("nav.shipping") },
            { href: "/settings/cooling-off", label: t("nav.coolingOff") },
            { href: "/studio", label: common("studio") },
            { href: "/ops", label: common("ops") },
          ]}
        >
          <ThemeButton />
          <SignOutButton />
        </StaffBar>
        <main id="content" className="mx-auto grid w-full max-w-5xl flex-1 content-start gap-12 px-4 py-8 lg:px-6">
          {children}
        </main>
      </div>
    </ClientWords>
  );
}
