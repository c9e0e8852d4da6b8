"use client";

import { useTranslations } from "next-intl";
import { useCallback, useEffect, useState } from "react";
import { useAct } from "#components/forms/use-act.ts";
import { callApi } from "#components/session/call-api.ts";
import { Button } from "#components/ui/button.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import { QrCode } from "#components/ui/qr-code.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import type { NewPrompter, PrompterLink } from "#lib/prompter/schema.ts";
import { CopyField } from "../sources/copy-field.tsx";

/** The screens that show the script: a code to scan, and each of them cut off with one tap. */
export function PrompterSheet({ showId }: { showId: string }) {
  const t = useTranslations("studio.prompter");
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button look="line" size="sm" onClick={() => setOpen(true)} className="min-h-11">
        {t("open")}
      </Button>
      <Sheet open={open} onOpenChange={setOpen} title={t("heading")} description={t("lead")}>
        {open && <Screens showId={showId} />}
      </Sheet>
    </>
  );
}

function Screens({ showId }: { showId: string }) {
  const t = useTranslations("studio.prompter");
  const { links, made, busy, pair, cut } = usePrompters(showId);
  return (
    <div className="grid gap-5">
      {made && <NewScreen made={made} />}
      <Button look={made ? "line" : undefined} busy={busy} onClick={pair} className="justify-self-start">
        {t("make")}
      </Button>
      <section aria-labelledby="screens" className="grid gap-2 border-rule border-t pt-4">
        <h3 id="screens" className="font-medium">
          {t("screens")}
        </h3>
        {links?.length === 0 && <p className="text-soft">{t("none")}</p>}
        <ul>
          {links?.map(({ id, createdAt, seenAt }) => (
            <li key={id} className="flex items-center justify-between gap-4 border-rule border-b py-2 text-sm">
              <span>
                {t.rich("made", { at: () => <LocalTime iso={createdAt} style="minute" /> })}
                {", "}
                {seenAt ? t.rich("seen", { ago: () => <LocalTime iso={seenAt} style="minute" /> }) : t("never")}
              </span>
              <Button look="danger" size="sm" disabled={busy} onClick={() => cut(id)} className="min-h-11">
                {t("cut")}
              </Button>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

function NewScreen({ made: { address, qr } }: { made: NewPrompter }) {
  const t = useTranslations("studio.prompter");
  return (
    <div className="grid justify-items-start gap-3">
      <QrCode qr={qr} label={t("qr")} className="w-56" />
      <div className="w-full">
        <CopyField label={t("address")} value={address} />
      </div>
      <p className="text-sm text-soft">{t("once")}</p>
      <a
        href={address}
        target="_blank"
        rel="noreferrer"
        className="inline-flex min-h-11 items-center underline underline-offset-4"
      >
        {t("here")}
      </a>
    </div>
  );
}

function usePrompters(showId: string) {
  const [links, setLinks] = useState<PrompterLink[] | null>(null);
  const [made, setMade] = useState<NewPrompter | null>(null);
  const { busy, run } = useAct();
  const address = `/api/shows/${showId}/prompters`;
  const read = useCallback(() => callApi<PrompterLink[]>("GET", address).then(setLinks, () => undefined), [address]);
  useEffect(() => void read(), [read]);
  return {
    ...{ links, made, busy },
    pair: () =>
      void run(async () => {
        setMade(await callApi<NewPrompter>("POST", address));
        await read();
      }),
    cut: (id: string) =>
      void run(async () => {
        await callApi("DELETE", `${address}/${id}`);
        setMade((now) => (now?.id === id ? null : now));
        await read();
      }),
  };
}
