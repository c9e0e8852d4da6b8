import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { SignOutButton } from "#components/session/sign-out-button.tsx";
import { ClientWords } from "#components/shell/client-words.tsx";
import { StaffBar } from "#components/shell/staff-bar.tsx";
import { ThemeButton } from "#components/shell/theme-button.tsx";

/** Operations follow the reader's theme: a trading screen by day or by night. */
export function OpsFrame({ person, children }: { person: string; children: ReactNode }) {
  const t = useTranslations("ops");
  const words = useTranslations("delivery");
  return (
    <ClientWords speak={["ops", "delivery", "terms"]}>
      <div className="flex min-h-dvh flex-col bg-paper">
        <StaffBar
          place={t("place")}
          person={person}
          links={[
            { href: "/ops", below: "/ops/shows", label: t("nav.shows") },
            { href: "/ops/delivery", label: words("nav") },
            { href: "/ops/outbox", label: t("nav.mail") },
          ]}
        >
          <ThemeButton />
          <SignOutButton />
        </StaffBar>
        <main id="content" className="flex-1">
          {children}
        </main>
      </div>
    </ClientWords>
  );
}
