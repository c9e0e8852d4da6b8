"use client";

import { Check, Copy, Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { saveText } from "#components/files/save-text.ts";
import { Button } from "#components/ui/button.tsx";

type FreshCodesProps = { codes: string[]; email: string; shop: string; onDone: () => void };

/** Recovery codes in clear, for the only time. */
export function FreshCodes({ codes, email, shop, onDone }: FreshCodesProps) {
  const t = useTranslations("account.factors.codes");
  const [isCopied, setCopied] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const text = [t("file", { email, shop }), "", ...codes].join("\n");
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return (
    <section aria-label={t("title")} className="grid gap-4 bg-raised p-5">
      <div className="grid gap-1">
        <h2 ref={heading} tabIndex={-1} className="headline text-xl outline-none">
          {t("title")}
        </h2>
        <p className="text-warn">{t("shown")}</p>
      </div>
      <ul data-testid="recovery-codes" className="grid grid-cols-2 gap-x-6 gap-y-1 font-mono">
        {codes.map((code) => (
          <li key={code} className="select-all whitespace-nowrap">
            {code}
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => saveText("recovery-codes.txt", `${text}\n`)}>
          <Download aria-hidden className="size-4" />
          {t("download")}
        </Button>
        <Button look="line" onClick={() => void copy()}>
          {isCopied ? <Check aria-hidden className="size-4" /> : <Copy aria-hidden className="size-4" />}
          {t(isCopied ? "copied" : "copy")}
        </Button>
        <Button look="plain" onClick={onDone}>
          {t("done")}
        </Button>
      </div>
    </section>
  );
}
