import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { AcceptForm } from "#components/people/accept-form.tsx";
import { Offer } from "#components/people/offer.tsx";
import { SignOutButton } from "#components/session/sign-out-button.tsx";
import { ClientWords } from "#components/shell/client-words.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import type { Actor } from "#lib/accounts/schema.ts";
import { container } from "#lib/container.ts";
import { findInvitation } from "#lib/people/queries.ts";
import { type InvitationView, staffRole } from "#lib/people/schema.ts";
import { currentActor } from "../../current-actor.ts";

export const dynamic = "force-dynamic";

type JoinPageProps = { searchParams: Promise<{ token?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  return {
    title: (await getTranslations("join"))("title"),
    robots: { index: false },
    referrer: "no-referrer",
  };
}

/** Who invites to what. Reading it takes nothing: the role is taken by a press, with the address that it was sent to. */
export default async function JoinPage({ searchParams }: JoinPageProps) {
  const t = await getTranslations("join");
  const { token } = await searchParams;
  if (typeof token !== "string") return <Frame title={t("title")}>{t("missing")}</Frame>;
  const app = container();
  const invitation = await findInvitation(app, token);
  if (invitation?.state !== "OPEN") return <Frame title={t("title")}>{t("over")}</Frame>;
  const { name: shop } = await app.shop.read();
  return (
    <Frame title={t("heading", { inviter: invitation.inviter, shop })}>
      <Offer invitation={invitation} />
      <Acceptance invitation={invitation} token={token} actor={await currentActor()} />
    </Frame>
  );
}

type AcceptanceProps = { invitation: InvitationView; token: string; actor: Actor | null };

async function Acceptance({ invitation: { email, show }, token, actor }: AcceptanceProps) {
  const t = await getTranslations("join");
  if (!actor || actor.isAnonymous) {
    const query = new URLSearchParams({ email, next: `/join?token=${token}` });
    return (
      <div className="grid gap-4">
        <p className="wrap-anywhere">{t("signedOut", { invited: email })}</p>
        <div className="flex flex-wrap gap-3">
          <Link href={`/sign-in?new=1&${query}`} className={buttonClass()}>
            {t("signUp")}
          </Link>
          <Link href={`/sign-in?${query}`} className={buttonClass({ look: "line" })}>
            {t("signIn")}
          </Link>
        </div>
      </div>
    );
  }
  if (actor.email !== email)
    return (
      <div role="alert" className="grid justify-items-start gap-4">
        <p className="wrap-anywhere">{t("other", { email: actor.email, invited: email })}</p>
        <SignOutButton />
      </div>
    );
  const now = show ? undefined : staffRole.safeParse(actor.role).data;
  return (
    <ClientWords speak={["join"]}>
      {now && <p className="text-soft">{t("now", { role: t(`roles.${now}`) })}</p>}
      <AcceptForm token={token} />
    </ClientWords>
  );
}

function Frame({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="page-column grid justify-items-center pt-12">
      <div className="grid w-full max-w-md gap-6">
        <h1 className="headline wrap-anywhere text-4xl">{title}</h1>
        {children}
      </div>
    </div>
  );
}
