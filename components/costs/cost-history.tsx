"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { useAct } from "#components/forms/use-act.ts";
import { callApi } from "#components/session/call-api.ts";
import { Button } from "#components/ui/button.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import type { CostPage, CostSheet } from "#lib/costs/schema.ts";
import { type CostChange, changesBetween } from "#lib/costs/view.ts";
import { formatMoney } from "#lib/money.ts";

type CostHistoryProps = { productId: string; names: Record<string, string>; initial: CostPage };

/** Every change of what was said about costs, the newest first; older ones on demand. */
export function CostHistory({ productId, names, initial }: CostHistoryProps) {
  const t = useTranslations("product.costs");
  const [{ sheets, next }, setShown] = useState(initial);
  const { busy, run } = useAct();
  const more = () =>
    run(async () => {
      const page = await callApi<CostPage>("GET", `/api/products/${productId}/costs?after=${next}`);
      setShown({ ...page, sheets: [...sheets, ...page.sheets] });
    });
  return (
    <details className="text-sm">
      <summary className="flex min-h-11 w-fit cursor-pointer items-center underline underline-offset-4">
        {t("changes")}
      </summary>
      <ol className="grid gap-4 py-2">
        {sheets.map((sheet, index) => (
          <li key={sheet.id} className="grid gap-1">
            <span className="text-soft">
              {t.rich("change", {
                at: () => <LocalTime iso={sheet.at} style="minute" />,
                edition: names[sheet.editionId] ?? "",
              })}
            </span>
            <Changes
              sheet={sheet}
              before={sheets.slice(index + 1).find(({ editionId }) => editionId === sheet.editionId)}
            />
          </li>
        ))}
      </ol>
      {next && (
        <Button look="line" size="sm" busy={busy} onClick={() => void more()}>
          {t("earlier")}
        </Button>
      )}
    </details>
  );
}

function Changes({ sheet, before }: { sheet: CostSheet; before: CostSheet | undefined }) {
  const t = useTranslations("product.costs");
  const locale = useLocale();
  if (sheet.lines.length === 0) return <span>{t("withdrawn")}</span>;
  const amount = (minor: number | null, currency: string) =>
    formatMoney({ minor: minor ?? 0, currency, locale, style: "short" });
  const say = ({ name, ...change }: CostChange) =>
    t(kindOf(change), {
      name,
      before: amount(change.before, (before ?? sheet).currency),
      amount: amount(change.now, sheet.currency),
    });
  return (
    <ul>
      {changesBetween(before, sheet, locale).map((change) => (
        <li key={change.name}>{say(change)}</li>
      ))}
    </ul>
  );
}

function kindOf({ before, now }: Pick<CostChange, "before" | "now">) {
  if (before === null) return "added" as const;
  return now === null ? ("gone" as const) : ("changed" as const);
}
