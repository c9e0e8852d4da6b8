"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useAct } from "#components/forms/use-act.ts";
import { callApi } from "#components/session/call-api.ts";
import { Button } from "#components/ui/button.tsx";
import { showToast } from "#components/ui/toasts.ts";
import type { InvitationView } from "#lib/people/schema.ts";

/** Once more, or never mind: an invitation that was revoked can be sent anew. */
export function InvitationActs({ invitation: { id, email } }: { invitation: InvitationView }) {
  const t = useTranslations("settings.people.invitations");
  const router = useRouter();
  const { busy, run } = useAct();
  const act = async (call: () => Promise<unknown>, done: string) => {
    if (await run(call)) showToast({ tone: "ok", text: done });
    router.refresh();
  };
  const path = `/api/settings/invitations/${id}`;
  return (
    <div className="flex flex-wrap gap-2 md:justify-end">
      <Button
        look="line"
        size="sm"
        busy={busy}
        aria-label={t("resendOf", { email })}
        onClick={() => void act(() => callApi("POST", `${path}/resend`), t("resent", { email }))}
      >
        {t("resend")}
      </Button>
      <Button
        look="plain"
        size="sm"
        disabled={busy}
        aria-label={t("revokeOf", { email })}
        onClick={() => void act(() => callApi("DELETE", path), t("revoked", { email }))}
      >
        {t("revoke")}
      </Button>
    </div>
  );
}
