import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { SignInForm } from "#components/session/sign-in-form.tsx";
import { SignOutButton } from "#components/session/sign-out-button.tsx";
import { ClientWords } from "#components/shell/client-words.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { asDeskhand, asMoneyReader, asOwner, asTalkKeeper, isOwed } from "#lib/accounts/gate.ts";
import type { Actor } from "#lib/accounts/schema.ts";
import { currentActor } from "../../current-actor.ts";
import { type Asked, afterSignIn, ownPath } from "./own-path.ts";

export const dynamic = "force-dynamic";

type SignInPageProps = {
  searchParams: Promise<{ next?: Asked; from?: Asked; new?: Asked; email?: Asked; reset?: Asked }>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("signIn");
  return { title: t("title"), robots: { index: false } };
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const t = await getTranslations("signIn");
  const asked = await searchParams;
  const actor = await currentActor();
  // `next` was asked for by a page; `from` is only where somebody was.
  const isIn = actor !== null && !actor.isAnonymous;
  if (isIn && asked.from !== undefined && asked.next === undefined) redirect(homeOf(actor, asked.from));
  const next = afterSignIn(asked);
  const email = typeof asked.email === "string" ? asked.email : undefined;

  return (
    <div className="page-column grid justify-items-center pt-12">
      <div className="grid w-full max-w-md gap-6">
        <div className="grid gap-2">
          <h1 className="headline text-4xl">{t(asked.new ? "signUpTitle" : "title")}</h1>
          <p className="text-soft">{t(actor?.isAnonymous ? "bodyGuest" : "body")}</p>
        </div>
        {isIn ? (
          <div className="grid gap-4 border-ink border-t pt-6">
            <p>{t("already", { name: actor.name })}</p>
            <div className="flex items-center gap-3">
              <Link href={asked.next === undefined ? homeOf(actor, undefined) : next} className={buttonClass()}>
                {t("continue")}
              </Link>
              <SignOutButton />
            </div>
          </div>
        ) : (
          <ClientWords speak={["signIn"]}>
            {asked.reset !== undefined && (
              <p role="status" className="rounded-sm bg-ok-wash px-3 py-2 text-ok text-sm">
                {t("wasReset")}
              </p>
            )}
            <SignInForm next={next} first={asked.new ? "signUp" : "signIn"} email={email} />
            <p className="flex flex-wrap justify-between gap-x-5 gap-y-2 text-sm text-soft">
              {t("guestNote")}
              <Link href="/find-order" className="underline underline-offset-4">
                {t("findOrder")}
              </Link>
            </p>
          </ClientWords>
        )}
      </div>
    </div>
  );
}

/** Whoever works here goes to work, everybody else back to where they were, or home. */
function homeOf(actor: Actor, from: Asked): string {
  if (isOwed(asMoneyReader, actor)) return "/account/factors";
  if (asOwner(actor)) return "/settings";
  if (asMoneyReader(actor)) return "/ops";
  if (asDeskhand(actor)) return "/studio";
  return asTalkKeeper(actor) ? "/studio/talk" : (ownPath(from) ?? "/");
}
