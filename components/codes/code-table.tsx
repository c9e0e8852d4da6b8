"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { callApi } from "#components/session/call-api.ts";
import { useAct } from "#components/studio/use-act.ts";
import { Badge, type Tone } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Confirm } from "#components/ui/confirm.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import { notify } from "#components/ui/notices.ts";
import { Cell, HeadCell, Row, Table } from "#components/ui/table.tsx";
import type { CodeView } from "#lib/codes/schema.ts";

const tones = {
  unused: "neutral",
  bound: "ok",
  used: "signal",
  expired: "neutral",
  revoked: "danger",
} satisfies Record<CodeView["state"], Tone>;

/** The newest codes first. A code that is still good, or whose holder only waits, can be taken back. */
export function CodeTable({ where, codes }: { where: string; codes: CodeView[] }) {
  const t = useTranslations("codes.table");
  const words = useTranslations("codes");
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
      <Table dense label={t("label")}>
        <thead>
          <tr>
            <HeadCell>{t("code")}</HeadCell>
            <HeadCell>{t("state")}</HeadCell>
            <HeadCell>{t("holder")}</HeadCell>
            <HeadCell>{t("made")}</HeadCell>
            <HeadCell>{t("expires")}</HeadCell>
            <HeadCell>
              <span className="sr-only">{t("revoke")}</span>
            </HeadCell>
          </tr>
        </thead>
        <tbody>
          {codes.map((code) => (
            <Row key={code.id}>
              <Cell className="whitespace-nowrap font-mono">
                <span className="text-faint">····-····-</span>
                {code.hint}
              </Cell>
              <Cell className="whitespace-nowrap">
                <Badge tone={tones[code.state]}>
                  {words(`states.${code.state}`)}
                  {code.won && ` · ${words("won")}`}
                </Badge>
              </Cell>
              <Cell className="w-full">{code.holder ?? <span className="text-faint">{t("anybody")}</span>}</Cell>
              <Cell className="whitespace-nowrap">
                <LocalTime iso={code.createdAt} style="minute" />
              </Cell>
              <Cell className="whitespace-nowrap">
                <LocalTime iso={code.expiresAt} style="minute" />
              </Cell>
              <Cell numeric>
                {mayRevoke(code) && (
                  <Button
                    look="plain"
                    size="sm"
                    aria-label={t("revokeOf", { hint: code.hint })}
                    onClick={() => setAsked(code)}
                  >
                    {t("revoke")}
                  </Button>
                )}
              </Cell>
            </Row>
          ))}
        </tbody>
      </Table>
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

const mayRevoke = ({ state, won }: CodeView) => state === "unused" || state === "bound" || (state === "used" && !won);
