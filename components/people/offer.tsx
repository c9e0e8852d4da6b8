import { useTranslations } from "next-intl";
import type { InvitationView } from "#lib/people/schema.ts";

/** What an invitation offers, and to whom it was sent. */
export function Offer({ invitation: { role, show, email } }: { invitation: InvitationView }) {
  const t = useTranslations("join");
  const facts = [
    { name: t("role"), value: t(`roles.${role}`) },
    { name: t("for"), value: show?.title ?? t("whole") },
    { name: t("address"), value: email },
  ];
  return (
    <div className="grid gap-4">
      <dl className="grid border-ink border-t">
        {facts.map(({ name, value }) => (
          <div key={name} className="grid grid-cols-[6rem_minmax(0,1fr)] gap-x-4 border-rule border-b py-2.5">
            <dt className="text-soft">{name}</dt>
            <dd className="wrap-anywhere font-medium">{value}</dd>
          </div>
        ))}
      </dl>
      <p className="text-soft">{t(`does.${role}`)}</p>
    </div>
  );
}
