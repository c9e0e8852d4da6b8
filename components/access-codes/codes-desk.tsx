"use client";

import { useRouter } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Figure } from "#components/ui/figure.tsx";
import { type CodeView, codeState, type IssuedCodes } from "#lib/access-codes/schema.ts";
import { CodeTable } from "./code-table.tsx";
import { FreshCodes } from "./fresh-codes.tsx";
import { IssueCodes } from "./issue-codes.tsx";
import { saveCsv } from "./save-csv.ts";

type CodesDeskProps = {
  /** Where the codes live: `drops/ID` or `editions/ID`. */
  where: string;
  codes: CodeView[];
  mayIssue: boolean;
};

/** All codes of one drop or waitlist: how they stand, new ones, and an end to those that went astray. */
export function CodesDesk({ where, codes, mayIssue }: CodesDeskProps) {
  const t = useTranslations("codes");
  const format = useFormatter();
  const router = useRouter();
  const [fresh, setFresh] = useState<IssuedCodes["codes"] | null>(null);

  const save = () =>
    saveCsv("priority-codes.csv", [
      ["ends_in", "state", "holder", "made_at", "good_until"],
      ...codes.map(({ hint, state, holder, createdAt, expiresAt }) => [
        hint,
        state,
        holder ?? "",
        createdAt,
        expiresAt,
      ]),
    ]);
  const take = (issued: IssuedCodes["codes"]) => {
    setFresh(issued);
    router.refresh();
  };

  return (
    <div className="grid gap-8">
      <div className="flex flex-wrap items-end justify-between gap-x-10 gap-y-6 border-rule border-b pb-6">
        <div className="grid grid-cols-3 gap-x-10 gap-y-5 sm:grid-cols-6">
          <Figure label={t("counts.all")} counts={t("counts.allCounts")} size="sm">
            {format.number(codes.length)}
          </Figure>
          {codeState.options.map((state) => (
            <Figure key={state} label={t(`counts.${state}`)} counts={t(`counts.${state}Counts`)} size="sm">
              {format.number(codes.filter((code) => code.state === state).length)}
            </Figure>
          ))}
        </div>
        <div className="flex flex-wrap gap-2">
          {codes.length > 0 && (
            <Button look="line" onClick={save}>
              {t("table.export")}
            </Button>
          )}
          {mayIssue && <IssueCodes where={where} onIssued={take} />}
        </div>
      </div>
      {!mayIssue && <p className="text-soft">{t("issue.closed")}</p>}
      {fresh && <FreshCodes codes={fresh} onDone={() => setFresh(null)} />}
      {codes.length > 0 ? (
        <CodeTable where={where} codes={codes} />
      ) : (
        <EmptyState title={t("table.empty")}>{t("table.emptyLead")}</EmptyState>
      )}
    </div>
  );
}
