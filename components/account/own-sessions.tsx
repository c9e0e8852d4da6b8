import { useTranslations } from "next-intl";
import { SignOutButton } from "#components/session/sign-out-button.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import type { SessionView } from "#lib/accounts/schema.ts";
import { browserName } from "./browser-name.ts";
import { EndSession } from "./end-session.tsx";

/** Where somebody is signed in: this browser, and those that they may have forgotten. */
export function OwnSessions({ sessions }: { sessions: SessionView[] }) {
  const t = useTranslations("account");
  const hasOthers = sessions.some(({ isThis }) => !isThis);
  return (
    <>
      <p className="text-sm text-soft">{t("sessionsHint")}</p>
      <ul aria-label={t("sessions")} className="grid border-rule border-b">
        {sessions.map((session) => (
          <SessionRow key={session.id} session={session} />
        ))}
      </ul>
      <p className="flex flex-wrap gap-3">
        {hasOthers && <EndSession path="/api/me/sessions" label={t("session.endOthers")} />}
        <SignOutButton />
        <SignOutButton everywhere />
      </p>
    </>
  );
}

function SessionRow({ session: { id, agent, address, since, isThis } }: { session: SessionView }) {
  const t = useTranslations("account.session");
  const name = browserName(agent) ?? t("unknown");
  return (
    <li className="flex items-center justify-between gap-3 border-rule border-t py-3">
      <span className="grid min-w-0 gap-0.5">
        <span className="flex flex-wrap items-center gap-2 font-medium">
          {name}
          {isThis && <Badge tone="ok">{t("this")}</Badge>}
        </span>
        <span className="wrap-anywhere text-sm text-soft">
          {t.rich("since", { time: () => <LocalTime iso={since} /> })}
          {address && ` · ${address}`}
        </span>
      </span>
      {!isThis && <EndSession path={`/api/me/sessions/${id}`} label={t("end")} name={t("endNamed", { name })} />}
    </li>
  );
}
