"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { ConfirmedAct } from "#components/forms/confirmed-act.tsx";
import { methodName } from "#components/payments/method-name.ts";
import { callApi } from "#components/session/call-api.ts";
import { showToast } from "#components/ui/toasts.ts";
import type { MethodView } from "#lib/payments/schema.ts";

/** What can be paid with again, and how it is forgotten, here and at the provider. */
export function KeptCards({ methods }: { methods: MethodView[] }) {
  const t = useTranslations("account.cards");
  const router = useRouter();
  return (
    <ul aria-label={t("title")} className="grid border-rule border-b">
      {methods.map((method) => {
        const name = methodName(method) ?? t("unknown");
        return (
          <li key={method.id} className="flex items-center justify-between gap-3 border-rule border-t py-3">
            <span className="figures">{name}</span>
            <ConfirmedAct
              opener={{ label: t("forget"), name: t("forgetNamed", { name }), look: "line" }}
              title={t("ask", { name })}
              confirmLabel={t("forget")}
              look="danger"
              act={() => callApi("DELETE", `/api/payments/methods/${method.id}`, { isOneAct: true })}
              onDone={() => {
                showToast({ tone: "ok", text: t("forgotten", { name }) });
                router.refresh();
              }}
            >
              {t("after")}
            </ConfirmedAct>
          </li>
        );
      })}
    </ul>
  );
}
