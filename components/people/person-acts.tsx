"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { z } from "zod";
import { ConfirmedAct } from "#components/forms/confirmed-act.tsx";
import { textOf } from "#components/forms/read-form.ts";
import { SheetForm } from "#components/forms/sheet-form.tsx";
import { callApi } from "#components/session/call-api.ts";
import { showToast } from "#components/ui/toasts.ts";
import { type PersonView, roleChange, showRole, showRoleChange, staffRole } from "#lib/people/schema.ts";
import { RoleField } from "./role-field.tsx";
import { type NamedShow, ShowField } from "./show-field.tsx";

/** What the owner may do about somebody who works here. */
export function PersonActs({ person, shows }: { person: PersonView; shows: NamedShow[] }) {
  return (
    <div className="flex flex-wrap gap-2">
      <ChangeRole person={person} />
      {shows.length > 0 && <AddToShow person={person} shows={shows} />}
      <TakeRoles person={person} />
    </div>
  );
}

function ChangeRole({ person: { id, name, role } }: { person: PersonView }) {
  const t = useTranslations("settings.people");
  const done = useDone();
  return (
    <SheetForm
      opener={{ label: t("change"), name: t("roleOf", { name }), look: "line", size: "sm" }}
      title={t("roleOf", { name })}
      schema={roleChange}
      read={(form) => ({ role: textOf(form, "role") })}
      send={async (body) => {
        await callApi("PATCH", `/api/settings/people/${id}`, { body });
        done(t("changed", { name, role: t(`roles.${body.role}`) }));
      }}
      label={t("save")}
    >
      <RoleField roles={staffRole.options} initial={staffRole.safeParse(role).data ?? "producer"} label={t("role")} />
    </SheetForm>
  );
}

const forOneShow = showRoleChange.extend({ showId: z.uuid() });

function AddToShow({ person: { id, name }, shows }: { person: PersonView; shows: NamedShow[] }) {
  const t = useTranslations("settings.people");
  const done = useDone();
  return (
    <SheetForm
      opener={{ label: t("give"), name: t("giveOf", { name }), look: "line", size: "sm" }}
      title={t("giveTitle", { name })}
      lead={t("giveLead")}
      schema={forOneShow}
      read={(form) => ({ showId: textOf(form, "showId"), role: textOf(form, "role") })}
      send={async ({ showId, role }) => {
        await callApi("PUT", `/api/settings/people/${id}/shows/${showId}`, { body: { role } });
        done(t("gave"));
      }}
      label={t("giveSave")}
    >
      <ShowField shows={shows} label={t("show")} />
      <RoleField roles={showRole.options} initial="producer" label={t("role")} />
    </SheetForm>
  );
}

function TakeRoles({ person: { id, name } }: { person: PersonView }) {
  const t = useTranslations("settings.people");
  const done = useDone();
  return (
    <ConfirmedAct
      opener={{ label: t("take"), name: t("takeOf", { name }), look: "line" }}
      title={t("takeTitle", { name })}
      confirmLabel={t("take")}
      look="danger"
      act={() => callApi("DELETE", `/api/settings/people/${id}`)}
      onDone={() => done(t("took", { name }))}
    >
      {t("takeBody", { name })}
    </ConfirmedAct>
  );
}

function useDone() {
  const router = useRouter();
  return (text: string) => {
    showToast({ tone: "ok", text });
    router.refresh();
  };
}
