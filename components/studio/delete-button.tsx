"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useAct } from "#components/forms/use-act.ts";
import { callApi } from "#components/session/call-api.ts";
import { Button } from "#components/ui/button.tsx";
import { Confirm } from "#components/ui/confirm.tsx";
import { notify } from "#components/ui/notices.ts";

type DeleteButtonProps = { kind: "product" | "edition"; id: string; name: string; onDeleted: () => void };

/** Throws away what never sold, after a question; for everything else the server says what keeps it. */
export function DeleteButton({ kind, id, name, onDeleted }: DeleteButtonProps) {
  const t = useTranslations("editing.delete");
  const router = useRouter();
  const [isAsking, setAsking] = useState(false);
  const { busy, run } = useAct();

  async function remove() {
    const isGone = await run(() => callApi("DELETE", `/api/${kind}s/${id}`));
    setAsking(false);
    if (!isGone) return;
    notify({ text: t("gone", { name }), tone: "ok" });
    router.refresh();
    onDeleted();
  }

  return (
    <div className="grid justify-items-start gap-2 border-rule border-t pt-4">
      <p className="text-sm text-soft">{t(`hint.${kind}`)}</p>
      <Button look="danger" size="sm" onClick={() => setAsking(true)}>
        {t(`open.${kind}`)}
      </Button>
      <Confirm
        open={isAsking}
        onOpenChange={setAsking}
        title={t("title", { name })}
        confirmLabel={t("confirm")}
        look="danger"
        busy={busy}
        onConfirm={() => void remove()}
      >
        {t(`body.${kind}`)}
      </Confirm>
    </div>
  );
}
