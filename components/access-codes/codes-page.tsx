import { useTranslations } from "next-intl";
import { ClientWords } from "#components/shell/client-words.tsx";
import { StudioFrame } from "#components/studio/studio-frame.tsx";
import type { CodeView } from "#lib/access-codes/schema.ts";
import { CodesDesk } from "./codes-desk.tsx";

type CodesPageProps = {
  person: string;
  where: string;
  /** The drop, or null for the waitlist of the edition. */
  drop: string | null;
  edition: string;
  codes: CodeView[];
  mayIssue: boolean;
};

export function CodesPage({ person, where, drop, edition, codes, mayIssue }: CodesPageProps) {
  const t = useTranslations("codes");
  return (
    <StudioFrame person={person}>
      <ClientWords speak={["studio", "codes", "states"]}>
        <div className="mx-auto grid w-full max-w-(--container-page) gap-8 px-4 py-6 lg:px-6">
          <header className="grid gap-1">
            <h1 className="headline text-2xl">{t("title")}</h1>
            <p className="max-w-prose text-soft">{drop ? t("drop", { title: drop }) : t("edition", { edition })}</p>
          </header>
          <CodesDesk where={where} codes={codes} mayIssue={mayIssue} />
        </div>
      </ClientWords>
    </StudioFrame>
  );
}
