import { useTranslations } from "next-intl";
import { stateColour } from "#components/states/state-tones.ts";
import { TallyDot } from "#components/ui/badge.tsx";
import type { TargetView } from "#lib/restreams/schema.ts";

/** Where else the show goes, at a glance: a light for each place that is switched on. */
export function TargetLights({ targets, onOpen }: { targets: TargetView[]; onOpen: () => void }) {
  const t = useTranslations("sources.targets");
  const states = useTranslations("states.target");
  const shown = targets.filter(({ isOn }) => isOn);
  if (shown.length === 0) return null;
  return (
    <button type="button" onClick={onOpen} className="grid gap-1 py-1 text-left text-sm hover:bg-sunk">
      <span className="slug text-soft">{t("lights")}</span>
      {shown.map(({ id, name, state }) => (
        <span key={id} className="flex items-center gap-2.5">
          <span className={stateColour(`target.${state}`)}>
            <TallyDot lit={state === "live" || state === "dropping"} />
          </span>
          <span className="min-w-0 truncate">{name}</span>
          <span className={stateColour(`target.${state}`)}>{states(state)}</span>
        </span>
      ))}
    </button>
  );
}
