import { useTranslations } from "next-intl";
import { Badge, type Tone } from "#components/ui/badge.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import type { InvitationState, InvitationView } from "#lib/people/schema.ts";
import { InvitationActs } from "./invitation-acts.tsx";
import { InviteForm } from "./invite-form.tsx";
import type { NamedShow } from "./show-field.tsx";

const tones: Record<InvitationState, Tone> = { OPEN: "warn", ACCEPTED: "ok", REVOKED: "neutral", EXPIRED: "neutral" };

/** Who was invited, and what became of it. */
export function InvitationList({ invitations, shows }: { invitations: InvitationView[]; shows: NamedShow[] }) {
  const t = useTranslations("settings.people.invitations");
  return (
    <section aria-labelledby="invitations" className="grid gap-4">
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div className="grid gap-1">
          <h2 id="invitations" className="slug text-soft">
            {t("heading")}
          </h2>
          <p className="text-sm text-soft">{t("lead")}</p>
        </div>
        {invitations.length > 0 && <InviteForm shows={shows} />}
      </div>
      {invitations.length === 0 ? (
        <EmptyState title={t("empty")} action={<InviteForm shows={shows} />}>
          {t("emptyLead")}
        </EmptyState>
      ) : (
        <ul aria-labelledby="invitations" className="grid border-ink border-t">
          {invitations.map((invitation) => (
            <InvitationRow key={invitation.id} invitation={invitation} />
          ))}
        </ul>
      )}
    </section>
  );
}

function InvitationRow({ invitation }: { invitation: InvitationView }) {
  const t = useTranslations("settings.people.invitations");
  const words = useTranslations("settings.people");
  const { email, role, show, state, expiresAt } = invitation;
  return (
    <li
      aria-label={email}
      className="grid gap-x-6 gap-y-3 border-rule border-b py-3 md:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_12rem] md:items-center"
    >
      <div className="grid min-w-0">
        <span className="wrap-anywhere font-medium">{email}</span>
        <span className="wrap-anywhere text-sm text-soft">
          {show ? words("inShow", { role: words(`roles.${role}`), show: show.title }) : words(`roles.${role}`)}
        </span>
      </div>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-soft">
        <Badge tone={tones[state]}>{t(state)}</Badge>
        {state === "OPEN" && (
          <span>
            {t("until")} <LocalTime iso={expiresAt} />
          </span>
        )}
      </div>
      {(state === "OPEN" || state === "EXPIRED") && <InvitationActs invitation={invitation} />}
    </li>
  );
}
