import { useTranslations } from "next-intl";
import { useCallback, useEffect, useState } from "react";
import { EditForm } from "#components/forms/edit-form.tsx";
import { LongTextField, TextField } from "#components/forms/form-field.tsx";
import { textOf } from "#components/forms/read-form.ts";
import { useAct } from "#components/forms/use-act.ts";
import { ClaimText } from "#components/questions/claim-text.tsx";
import { callApi } from "#components/session/call-api.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { showToast } from "#components/ui/toasts.ts";
import { type ClaimPage, type ClaimView, claimInput } from "#lib/questions/schema.ts";

/** What is said and what is true: pinned in the room as a card, and kept on the show's page. */
export function ClaimForm({ showId }: { showId: string }) {
  const t = useTranslations("questionDesk");
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button look="line" size="sm" onClick={() => setOpen(true)} className="min-h-11">
        {t("claim")}
      </Button>
      <Sheet open={open} onOpenChange={setOpen} title={t("claim")} description={t("claimLead")}>
        {open && <Claims showId={showId} />}
      </Sheet>
    </>
  );
}

function Claims({ showId }: { showId: string }) {
  const t = useTranslations("questionDesk");
  const address = `/api/shows/${showId}/claims`;
  const [claims, setClaims] = useState<ClaimView[]>([]);
  const read = useCallback(async () => {
    const page = await callApi<ClaimPage>("GET", `${address}?limit=50`).catch(() => null);
    if (page) setClaims(page.claims);
  }, [address]);
  useEffect(() => void read(), [read]);
  return (
    <div className="grid gap-6">
      <EditForm
        isPart
        schema={claimInput}
        read={(form) => ({ claim: textOf(form, "claim"), truth: textOf(form, "truth"), pinned: true })}
        send={async (body) => {
          await callApi("POST", address, { body });
          showToast({ tone: "ok", text: t("pinned") });
          await read();
        }}
        label={t("pin")}
      >
        <TextField name="claim" label={t("said")} maxLength={200} required />
        <LongTextField name="truth" label={t("truth")} maxLength={600} rows={2} required />
      </EditForm>
      <ul className="grid gap-3">
        {claims.map((claim) => (
          <li key={claim.id} className="grid gap-2 border-rule border-t pt-3">
            <ClaimText claim={claim} />
            <ClaimActs {...{ claim, address, read }} />
          </li>
        ))}
      </ul>
    </div>
  );
}

type ClaimActsProps = { claim: ClaimView; address: string; read: () => Promise<void> };

function ClaimActs({ claim: { id, isPinned }, address, read }: ClaimActsProps) {
  const t = useTranslations("questionDesk");
  const { busy, run } = useAct();
  const act = async (method: "PUT" | "DELETE", path: string, body?: unknown) => {
    if (!(await run(() => callApi(method, `${address}/${path}`, { body })))) return;
    if (method === "DELETE") showToast({ text: t("withdrawn") });
    await read();
  };
  return (
    <div className="flex flex-wrap items-center gap-2">
      {isPinned && <Badge tone="ok">{t("pinned")}</Badge>}
      <Button look="line" size="sm" busy={busy} onClick={() => void act("PUT", `${id}/pin`, { pinned: !isPinned })}>
        {t(isPinned ? "unpin" : "pinAgain")}
      </Button>
      <Button look="plain" size="sm" busy={busy} onClick={() => void act("DELETE", id)}>
        {t("withdraw")}
      </Button>
    </div>
  );
}
