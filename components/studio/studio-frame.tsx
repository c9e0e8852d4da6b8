import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { MayScope } from "#components/forms/may-scope.tsx";
import { SignOutButton } from "#components/session/sign-out-button.tsx";
import { ClientWords } from "#components/shell/client-words.tsx";
import { StaffBar } from "#components/shell/staff-bar.tsx";
import { ThemeScope } from "#components/ui/theme-scope.tsx";

type StudioFrameProps = {
  person: string;
  /** Whether they have products of their own to see to, or work at desks alone. */
  sells?: boolean;
  /** On a wide screen the page is exactly as tall as the window; its parts scroll inside it. */
  fills?: boolean;
  children: ReactNode;
};

/** The studio is a broadcast desk: dark in every theme, its own slim bar on top. */
export function StudioFrame({ person, sells = true, fills = false, children }: StudioFrameProps) {
  const t = useTranslations("studio");
  return (
    <ClientWords
      speak={[
        "studio",
        "states",
        "dropDesk",
        "codes",
        "editing",
        "sources",
        "video",
        "captions",
        "device",
        "fileFaults",
        "room",
        "polls",
        "questions",
        "questionDesk",
      ]}
    >
      <ThemeScope theme="dark" className={clsx("flex min-h-dvh flex-col bg-paper", fills && "md:h-dvh")}>
        <StaffBar
          place={t("place")}
          person={person}
          links={[
            { href: "/studio", below: "/studio/shows", label: t("nav.shows") },
            ...(sells
              ? [
                  { href: "/studio/products", label: t("nav.products") },
                  { href: "/studio/collections", label: t("nav.collections") },
                ]
              : []),
          ]}
        >
          <SignOutButton />
        </StaffBar>
        <main id="content" className="flex min-h-0 flex-1 flex-col">
          <MayScope may={{ sell: sells }}>{children}</MayScope>
        </main>
      </ThemeScope>
    </ClientWords>
  );
}
