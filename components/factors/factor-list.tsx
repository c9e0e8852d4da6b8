"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { ConfirmedAct } from "#components/forms/confirmed-act.tsx";
import { callApi } from "#components/session/call-api.ts";
import { LocalTime } from "#components/ui/local-time.tsx";
import { showToast } from "#components/ui/toasts.ts";
import type { FactorView } from "#lib/factors/schema.ts";

type FactorListProps = { factors: FactorView[]; mayChange: boolean };

/** What an account signs in with beside its password: what, since when, used when. */
export function FactorList({ factors, mayChange }: FactorListProps) {
  const t = useTranslations("account.factors");
  if (factors.length === 0) return <p className="text-soft">{t("none")}</p>;
  return (
    <ul aria-label={t("list")} className="grid border-rule border-b">
      {factors.map((factor) => (
        <FactorRow key={factor.id} {...{ factor, mayChange }} isLast={factors.length === 1} />
      ))}
    </ul>
  );
}

function FactorRow({ factor, mayChange, isLast }: { factor: FactorView; mayChange: boolean; isLast: boolean }) {
  const t = useTranslations("account.factors");
  const router = useRouter();
  const { id, kind, addedAt, usedAt } = factor;
  const name = kind === "app" ? t("kinds.app") : factor.name;
  return (
    <li className="flex items-center justify-between gap-3 border-rule border-t py-3">
      <span className="grid min-w-0 gap-0.5">
        <span className="wrap-anywhere font-medium">{name}</span>
        <span className="text-sm text-soft">
          {kind === "passkey" && `${t("kinds.passkey")} · `}
          {t.rich("added", { time: () => <LocalTime iso={addedAt} /> })}
          {" · "}
          {usedAt ? t.rich("used", { time: () => <LocalTime iso={usedAt} /> }) : t("unused")}
        </span>
      </span>
      {mayChange && (
        <ConfirmedAct
          opener={{ label: t("remove"), name: t("removeNamed", { name }), look: "line", className: "max-md:min-h-11" }}
          title={t("ask", { name })}
          confirmLabel={t("remove")}
          look="danger"
          act={() => callApi("DELETE", `/api/me/factors/${id}`)}
          onDone={() => {
            showToast({ tone: "ok", text: t("removed", { name }) });
            router.refresh();
          }}
        >
          {t(isLast ? "afterLast" : "after")}
        </ConfirmedAct>
      )}
    </li>
  );
}
