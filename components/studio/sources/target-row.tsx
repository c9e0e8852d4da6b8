import { Trash2 } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { stateColour } from "#components/states/state-tones.ts";
import { TallyDot } from "#components/ui/badge.tsx";
import { Switch } from "#components/ui/checkbox.tsx";
import { Confirm } from "#components/ui/confirm.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import type { TargetView } from "#lib/restreams/schema.ts";
import type { SourceDesk } from "./use-sources.ts";

/** One place that gets the show too: whether it does, how well, and why not. */
export function TargetRow({ target, sources }: { target: TargetView; sources: SourceDesk }) {
  const t = useTranslations("sources.targets");
  const states = useTranslations("states.target");
  const format = useFormatter();
  const [asking, setAsking] = useState(false);
  const { id, name, address, isOn, state, trouble, bytes, seconds, drops } = target;
  const isSent = state === "live" || state === "dropping";
  return (
    <li data-target={name} data-state={state} className="grid gap-1 border-rule border-b py-3">
      <div className="flex items-center gap-3">
        <span className={stateColour(`target.${state}`)}>
          <TallyDot lit={isSent} />
        </span>
        <div className="min-w-0 flex-1">
          <Switch
            label={<span className="font-medium [overflow-wrap:anywhere]">{name}</span>}
            aria-label={t("switch", { name })}
            checked={isOn}
            disabled={sources.busy}
            onChange={({ target: { checked } }) => void sources.switchTarget(id, checked)}
          />
        </div>
        <IconButton label={t("remove", { name })} onClick={() => setAsking(true)} className="text-soft">
          <Trash2 aria-hidden />
        </IconButton>
      </div>
      <div className="grid gap-0.5 pl-5 text-sm">
        <p role="status" className={stateColour(`target.${state}`)}>
          {states(state)}
        </p>
        {trouble && <p className={state === "failed" ? "text-danger" : "text-warn"}>{t(`trouble.${trouble}`)}</p>}
        {isSent && (
          <p title={t("figuresCount")} className="figures text-soft">
            {t("figures", {
              megabytes: format.number(bytes / 1_000_000, { maximumFractionDigits: 1 }),
              minutes: format.number(Math.floor(seconds / 60)),
              drops,
            })}
          </p>
        )}
        <p className="truncate font-mono text-faint text-xs">{address}</p>
      </div>
      <Confirm
        open={asking}
        onOpenChange={setAsking}
        title={t("removeHeading", { name })}
        confirmLabel={t("remove", { name })}
        look="danger"
        onConfirm={() => {
          setAsking(false);
          void sources.removeTarget(id);
        }}
      >
        <p>{t("removeLead")}</p>
      </Confirm>
    </li>
  );
}
