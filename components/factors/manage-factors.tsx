"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { ConfirmedAct } from "#components/forms/confirmed-act.tsx";
import { leaveFor } from "#components/forms/leave-for.ts";
import { callApi } from "#components/session/call-api.ts";
import { showToast } from "#components/ui/toasts.ts";
import { type OwnFactors, recoveryCodes } from "#lib/factors/schema.ts";
import { AddApp } from "./add-app.tsx";
import { AddPasskey } from "./add-passkey.tsx";
import { FactorList } from "./factor-list.tsx";
import { FreshCodes } from "./fresh-codes.tsx";
import { ProveSelf } from "./prove-self.tsx";

type ManageFactorsProps = {
  own: OwnFactors;
  email: string;
  shop: string;
  /** Where somebody was going when they were asked to set one up. */
  next: string | null;
};

/** The second factors of an account: seen by whoever is in, changed by whoever just showed that it is them. */
export function ManageFactors({ own, email, shop, next }: ManageFactorsProps) {
  const t = useTranslations("account.factors");
  const router = useRouter();
  const [codes, setCodes] = useState<string[] | null>(null);
  // Kept by key: a form that did its act closes.
  const [round, setRound] = useState(0);
  // Once the factor is there the page is read anew, and nobody is asked for anything any more.
  const [wanted] = useState(next);
  const goOn = () => (wanted === null ? router.refresh() : void leaveFor(wanted));
  const added = (fresh: string[] | null) => {
    setRound(round + 1);
    showToast({ tone: "ok", text: t("addedNow") });
    router.refresh();
    if (fresh) setCodes(fresh);
    else goOn();
  };
  const kept = () => {
    setCodes(null);
    goOn();
  };
  if (codes) return <FreshCodes {...{ codes, email, shop }} onDone={kept} />;
  return (
    <div className="grid gap-8">
      <FactorList factors={own.factors} mayChange={own.isRecent} />
      {!own.isRecent && <ProveSelf {...{ own, email }} onDone={() => router.refresh()} />}
      {own.isRecent && (
        <section key={round} aria-label={t("add")} className="grid gap-3 border-rule border-t pt-5">
          <h2 className="font-semibold">{t("add")}</h2>
          <div className="flex flex-wrap gap-2">
            {!own.factors.some(({ kind }) => kind === "app") && <AddApp onAdded={added} />}
            <AddPasskey onAdded={added} />
          </div>
        </section>
      )}
      {own.factors.length > 0 && <CodesLeft own={own} onFresh={setCodes} />}
    </div>
  );
}

function CodesLeft({ own, onFresh }: { own: OwnFactors; onFresh: (codes: string[]) => void }) {
  const t = useTranslations("account.factors.codes");
  // What came is shown once the question has closed.
  const fresh = useRef<string[]>([]);
  return (
    <section aria-label={t("title")} className="grid gap-3 border-rule border-t pt-5">
      <h2 className="font-semibold">{t("title")}</h2>
      <p className="text-sm text-soft">
        {t("lead")} {t("left", { count: own.codesLeft })}
      </p>
      {own.isRecent && (
        <ConfirmedAct
          opener={{ label: t("renew"), look: "line", className: "justify-self-start max-md:min-h-11" }}
          title={t("ask")}
          confirmLabel={t("renew")}
          act={async () => {
            const answer = await callApi<unknown>("POST", "/api/me/factors/codes");
            fresh.current = recoveryCodes.parse(answer).recoveryCodes;
          }}
          onDone={() => onFresh(fresh.current)}
        >
          {t("after")}
        </ConfirmedAct>
      )}
    </section>
  );
}
