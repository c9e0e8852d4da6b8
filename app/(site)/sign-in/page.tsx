import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { SignInForm } from "#components/session/sign-in-form.tsx";
import { SignOutButton } from "#components/session/sign-out-button.tsx";
import { ClientWords } from "#components/shell/client-words.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { currentActor } from "../../current-actor.ts";

export const dynamic = "force-dynamic";

type SignInPageProps = { searchParams: Promise<{ next?: string | string[]; new?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("signIn");
  return { title: t("title"), robots: { index: false } };
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const t = await getTranslations("signIn");
  const asked = await searchParams;
  const next = ownPath(asked.next);
  const actor = await currentActor();

  return (
    <div className="page-column grid justify-items-center pt-12">
      <div className="grid w-full max-w-md gap-6">
        <div className="grid gap-2">
          <h1 className="headline text-4xl">{t(asked.new ? "signUpTitle" : "title")}</h1>
          <p className="text-soft">{t(actor?.isAnonymous ? "bodyGuest" : "body")}</p>
        </div>
        {actor && !actor.isAnonymous ? (
          <div className="grid gap-4 border-ink border-t pt-6">
            <p>{t("already", { name: actor.name })}</p>
            <div className="flex items-center gap-3">
              <Link href={next} className={buttonClass()}>
                {t("continue")}
              </Link>
              <SignOutButton />
            </div>
          </div>
        ) : (
          <ClientWords speak={["signIn"]}>
            <SignInForm next={next} first={asked.new ? "signUp" : "signIn"} />
            <p className="text-sm text-soft">{t("guestNote")}</p>
          </ClientWords>
        )}
      </div>
    </div>
  );
}

/** Only a path of this site; `//elsewhere` and `/\elsewhere` are not. */
function ownPath(asked: string | string[] | undefined): string {
  return typeof asked === "string" && /^\/(?![/\\])/u.test(asked) ? asked : "/preorders";
}
