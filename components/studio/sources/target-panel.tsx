import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { TargetForm } from "./target-form.tsx";
import { TargetRow } from "./target-row.tsx";
import type { SourceDesk } from "./use-sources.ts";

/** Where else the show goes, each place with a health of its own. */
export function TargetPanel({ sources }: { sources: SourceDesk }) {
  const t = useTranslations("sources.targets");
  const [adding, setAdding] = useState(false);
  const { targets } = sources;
  return (
    <div className="grid gap-5">
      <p>{t("lead")}</p>
      {targets.length > 0 && (
        <ul className="grid border-rule border-t">
          {targets.map((target) => (
            <TargetRow key={target.id} target={target} sources={sources} />
          ))}
        </ul>
      )}
      {targets.length === 0 && !adding && <EmptyState title={t("empty")}>{t("emptyLead")}</EmptyState>}
      {adding ? (
        <TargetForm sources={sources} onDone={() => setAdding(false)} />
      ) : (
        <Button look="line" onClick={() => setAdding(true)} className="justify-self-start">
          <Plus aria-hidden className="size-4" />
          {t("add")}
        </Button>
      )}
    </div>
  );
}
