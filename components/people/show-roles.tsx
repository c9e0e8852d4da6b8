"use client";

import { X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useAct } from "#components/forms/use-act.ts";
import { callApi } from "#components/session/call-api.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { showToast } from "#components/ui/toasts.ts";
import type { PersonView } from "#lib/people/schema.ts";

type InShow = PersonView["shows"][number];

/** The roles of somebody in single shows; a wrong press is taken back from the notice. */
export function ShowRoles({ person: { id, name, shows } }: { person: PersonView }) {
  const t = useTranslations("settings.people");
  const router = useRouter();
  const { busy, run } = useAct();
  const path = (show: InShow) => `/api/settings/people/${id}/shows/${show.id}`;

  const giveBack = async (show: InShow) => {
    if (await run(() => callApi("PUT", path(show), { body: { role: show.role } }))) router.refresh();
  };
  const take = async (show: InShow) => {
    if (!(await run(() => callApi("DELETE", path(show))))) return;
    showToast({
      tone: "ok",
      text: t("tookShow", { name, show: show.title }),
      action: { label: t("undo"), run: () => void giveBack(show) },
    });
    router.refresh();
  };

  return (
    <ul className="flex flex-wrap gap-2">
      {shows.map((show) => (
        <li key={show.id} className="flex min-h-8 items-center gap-1 rounded-sm border border-rule pl-2.5 text-sm">
          <span className="wrap-anywhere">{t("inShow", { role: t(`roles.${show.role}`), show: show.title })}</span>
          <IconButton
            small
            label={t("takeShow", { name, show: show.title })}
            disabled={busy}
            onClick={() => void take(show)}
            className="text-soft"
          >
            <X aria-hidden />
          </IconButton>
        </li>
      ))}
    </ul>
  );
}
