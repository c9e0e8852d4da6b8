import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { MayScope } from "#components/forms/may-scope.tsx";
import { SignOutButton } from "#components/session/sign-out-button.tsx";
import { ClientWords } from "#components/shell/client-words.tsx";
import { StaffBar } from "#components/shell/staff-bar.tsx";
import { ThemeButton } from "#components/shell/theme-button.tsx";

type OpsFrameProps = {
  person: string;
  /** Matters of money that wait for a person. */
  alarms: number;
  /** Buyers who wait for an answer. */
  letters: number;
  /** Whether they act here, or read alone. */
  mayAct: boolean;
  children: ReactNode;
};

/** Operations follow the reader's theme: a trading screen by day or by night. */
export function OpsFrame({ person, alarms, letters, mayAct, children }: OpsFrameProps) {
  const t = useTranslations("ops");
  const words = useTranslations("delivery");
  return (
    <ClientWords speak={["ops", "orders", "states", "delivery", "terms", "editing", "fileFaults", "threads"]}>
      <div className="flex min-h-dvh flex-col bg-paper">
        <StaffBar
          place={t("place")}
          person={person}
          links={[
            { href: "/ops", below: "/ops/shows", label: t("nav.shows") },
            { href: "/ops/orders", label: t("nav.orders") },
            {
              href: "/ops/payments",
              label: t("nav.payments"),
              alarms: { count: alarms, label: t("nav.alarms", { count: alarms }) },
            },
            { href: "/ops/delivery", label: words("nav") },
            {
              href: "/ops/letters",
              label: t("nav.letters"),
              alarms: { count: letters, label: t("nav.waiting", { count: letters }) },
            },
            { href: "/ops/outbox", label: t("nav.mail") },
          ]}
        >
          <ThemeButton />
          <SignOutButton />
        </StaffBar>
        <main id="content" className="flex-1">
          {!mayAct && (
            <p className="border-rule border-b bg-sunk px-4 py-2 text-sm text-soft lg:px-5">{t("readsOnly")}</p>
          )}
          <MayScope may={{ operate: mayAct }}>{children}</MayScope>
        </main>
      </div>
    </ClientWords>
  );
}
