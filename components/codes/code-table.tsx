"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useAct } from "#components/forms/use-act.ts";
import { callApi } from "#components/session/call-api.ts";
import { StateBadge } from "#components/states/state-badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { timeColumn } from "#components/ui/columns.tsx";
import { Confirm } from "#components/ui/confirm.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { notify } from "#components/ui/notices.ts";
import type { CodeView } from "#lib/codes/schema.ts";

/** The newest codes first. A code that is still good, or whose holder only waits, can be taken back. */
export function CodeTable({ where, codes }: { where: string; codes: CodeView[] }) {
  const t = useTranslations("codes.table");
  const router = useRouter();
  const { busy, run } = useAct();
  const [asked, setAsked] = useState<CodeView | null>(null);

  const revoke = async () => {
    if (asked && (await run(() => callApi("DELETE", `/api/${where}/codes/${asked.id}`))))
      notify({ tone: "ok", text: t("revoked") });
    setAsked(null);
    router.refresh();
  };

  return (
    <>
      <DataTable label={t("label")} columns={useColumns(setAsked)} rows={codes} idOf={({ id }) => id} />
      <Confirm
        open={asked !== null}
        onOpenChange={(open) => !open && setAsked(null)}
        title={t("revokeTitle")}
        confirmLabel={t("revoke")}
        look="danger"
        busy={busy}
        onConfirm={() => void revoke()}
      >
        {t("revokeBody")}
      </Confirm>
    </>
  );
}

function useColumns(ask: (code: CodeView) => void): Column<CodeView>[] {
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
      cell: (code) =>
        mayRevoke(code) && (
          <Button look="plain" size="sm" aria-label={t("revokeOf", { hint: code.hint })} onClick={() => ask(code)}>
            {t("revoke")}
          </Button>
        ),
    },
  ];
}

const mayRevoke = ({ state, won }: CodeView) => state === "unused" || state === "bound" || (state === "used" && !won);
