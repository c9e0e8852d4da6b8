"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useAct } from "#components/forms/use-act.ts";
import { callApi } from "#components/session/call-api.ts";
import { Button } from "#components/ui/button.tsx";
import { showToast } from "#components/ui/toasts.ts";

type EndSessionProps = {
  path: string;
  label: string;
  /** For those who do not see beside what it stands. */
  name?: string;
};

/** Ends one other session, or all of them; without a question, since one signs in again. */
export function EndSession({ path, label, name }: EndSessionProps) {
  const t = useTranslations("account.session");
  const router = useRouter();
  const { busy, run } = useAct();
  const end = async () => {
    const isDone = await run(() => callApi("DELETE", path));
    if (isDone) showToast({ tone: "ok", text: t("ended") });
    router.refresh();
  };
  return (
    <Button look="line" size="sm" busy={busy} aria-label={name} onClick={() => void end()} className="max-md:min-h-11">
      {label}
    </Button>
  );
}
