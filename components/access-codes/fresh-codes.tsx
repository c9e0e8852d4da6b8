"use client";

import { Check, Copy, Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import type { IssuedCodes } from "#lib/access-codes/schema.ts";
import { saveCsv } from "./save-csv.ts";

type FreshCodesProps = { codes: IssuedCodes["codes"]; onDone: () => void };

/** New codes in clear, for the only time. */
export function FreshCodes({ codes, onDone }: FreshCodesProps) {
  const t = useTranslations("codes.fresh");
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    const lines = codes.map(({ code, email }) => (email ? `${code} ${email}` : code));
    await navigator.clipboard.writeText(lines.join("\n"));
    setCopied(true);
  };
  const save = () =>
    saveCsv("new-priority-codes.csv", [
      ["code", "email", "good_until"],
      ...codes.map(({ code, email, expiresAt }) => [code, email ?? "", expiresAt]),
    ]);

  return (
    <section aria-label={t("title", { count: codes.length })} className="grid gap-4 bg-raised p-5">
      <div className="grid gap-1">
        <h2 className="headline text-xl">{t("title", { count: codes.length })}</h2>
        <p className="text-warn">{t("lead")}</p>
      </div>
      <ul
        data-testid="fresh-codes"
        className="grid max-h-72 grid-cols-[repeat(auto-fill,minmax(16rem,1fr))] gap-x-8 gap-y-1 overflow-y-auto font-mono"
      >
        {codes.map(({ id, code, email }) => (
          <li key={id} className="flex flex-wrap gap-x-3">
            <span className="select-all">{code}</span>
            {email && <span className="truncate text-sm text-soft">{email}</span>}
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => void copy()}>
          {isCopied ? <Check aria-hidden className="size-4" /> : <Copy aria-hidden className="size-4" />}
          {t(isCopied ? "copied" : "copy")}
        </Button>
        <Button look="line" onClick={save}>
          <Download aria-hidden className="size-4" />
          {t("save")}
        </Button>
        <Button look="plain" onClick={onDone}>
          {t("done")}
        </Button>
      </div>
    </section>
  );
}
