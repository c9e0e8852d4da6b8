"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { ConfirmedAct } from "#components/forms/confirmed-act.tsx";
import { callApi } from "#components/session/call-api.ts";
import { showToast } from "#components/ui/toasts.ts";

type DeleteButtonProps = {
  kind: "product" | "edition" | "show" | "collection";
  id: string;
  name: string;
  onDeleted: () => void;
};

/** Throws away what never sold, after a question; for everything else the server says what keeps it. */
export function DeleteButton({ kind, id, name, onDeleted }: DeleteButtonProps) {
  const t = useTranslations("editing.delete");
  const router = useRouter();
  return (
    <div className="grid justify-items-start gap-2 border-rule border-t pt-4">
      <p className="text-sm text-soft">{t(`hint.${kind}`)}</p>
      <ConfirmedAct
        opener={{ label: t(`open.${kind}`), look: "danger" }}
        title={t("title", { name })}
        confirmLabel={t("confirm")}
        look="danger"
        act={() => callApi("DELETE", `/api/${kind}s/${id}`)}
        onDone={() => {
          showToast({ text: t("gone", { name }), tone: "ok" });
          router.refresh();
          onDeleted();
        }}
      >
        {t(`body.${kind}`)}
      </ConfirmedAct>
    </div>
  );
}
