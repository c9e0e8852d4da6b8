"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { ConfirmedAct } from "#components/forms/confirmed-act.tsx";
import { callApi } from "#components/session/call-api.ts";
import { StateBadge } from "#components/states/state-badge.tsx";
import { timeColumn } from "#components/ui/columns.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { showToast } from "#components/ui/toasts.ts";
import type { CodeView } from "#lib/access-codes/schema.ts";

/** The newest codes first. A code that is still good, or whose holder only waits, can be taken back. */
export function CodeTable({ where, codes }: { where: string; codes: CodeView[] }) {
  const t = useTranslations("codes.table");
  return <DataTable label={t("label")} columns={useColumns(where)} rows={codes} idOf={({ id }) => id} />;
}

function useColumns(where: string): Column<CodeView>[] {
  const t = useTranslations("codes.table");
  const words = useTranslations("codes");
  return [
    {
      name: "code",
      head: t("code"),
      className: "whitespace-nowrap font-mono",
      cell: ({ hint }) => (
        <>
          <span className="text-faint">····-····-</span>
          {hint}
        </>
      ),
    },
    {
      name: "state",
      head: t("state"),
      className: "whitespace-nowrap",
      sortBy: ({ state }) => state,
      cell: ({ state, won }) => <StateBadge state={`code.${state}`}>{won && ` · ${words("won")}`}</StateBadge>,
    },
    {
      name: "holder",
      head: t("holder"),
      className: "w-full",
      sortBy: ({ holder }) => holder,
      cell: ({ holder }) => holder ?? <span className="text-faint">{t("anybody")}</span>,
    },
    timeColumn("made", t("made"), ({ createdAt }) => createdAt, { style: "minute" }),
    timeColumn("expires", t("expires"), ({ expiresAt }) => expiresAt, { style: "minute" }),
    {
      name: "revoke",
      head: t("revoke"),
      isHeadHidden: true,
      isNumeric: true,
      cell: (code) => mayRevoke(code) && <Revoke where={where} code={code} />,
    },
  ];
}

function Revoke({ where, code: { id, hint } }: { where: string; code: CodeView }) {
  const t = useTranslations("codes.table");
  const router = useRouter();
  return (
    <ConfirmedAct
      opener={{ label: t("revoke"), name: t("revokeOf", { hint }), look: "plain" }}
      title={t("revokeTitle")}
      confirmLabel={t("revoke")}
      look="danger"
      act={() => callApi("DELETE", `/api/${where}/codes/${id}`)}
      onDone={() => {
        showToast({ tone: "ok", text: t("revoked") });
        router.refresh();
      }}
    >
      {t("revokeBody")}
    </ConfirmedAct>
  );
}

const mayRevoke = ({ state, won }: CodeView) => state === "unused" || state === "bound" || (state === "used" && !won);
