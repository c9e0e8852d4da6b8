import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { FindingTable, type TrialId } from "./finding-table.tsx";
import { judgeWhole, type Trial, type Verdict } from "./trial.ts";
import type { DeviceRunHandle } from "./use-device-run.ts";

type DeviceRunViewProps = {
  side: "host" | "viewer";
  trials: readonly Trial<TrialId>[];
  handle: DeviceRunHandle;
};

/** The run as its owner sees it: start, stop and again, how far it is, what it comes to, one row per trial. */
export function DeviceRunView({ side, trials, handle: { run, start, stop } }: DeviceRunViewProps) {
  const t = useTranslations("device");
  const { state, current, share, findings } = run;
  const done = trials.findIndex(({ id }) => id === current);
  const isRunning = state === "running";
  const shown = trials.find(({ id }) => id === current);
  return (
    <section aria-label={t(`${side}.table`)} className="grid max-w-2xl gap-6">
      <div className="flex flex-wrap items-center gap-3">
        {isRunning ? (
          <Button look="line" onClick={stop}>
            {t("stop")}
          </Button>
        ) : (
          <Button onClick={() => start(trials)}>{t(state === "fresh" ? "start" : "again")}</Button>
        )}
      </div>
      {isRunning && shown && (
        <Progress
          label={t("progress", { name: t(`trials.${shown.id}.name`) })}
          value={(done + (share ?? 0)) / trials.length}
        />
      )}
      <p role="status" className={clsx(state !== "done" && state !== "stopped" && "sr-only")}>
        {state === "done" && <Whole side={side} verdict={judgeWhole(trials, findings)} />}
        {state === "stopped" && t("stopped")}
      </p>
      {state !== "fresh" && <FindingTable label={t(`${side}.table`)} trials={trials} run={run} />}
    </section>
  );
}

function Whole({ side, verdict }: { side: "host" | "viewer"; verdict: Verdict }) {
  const t = useTranslations("device");
  return (
    <span data-testid="whole" className={clsx("block rounded-sm px-4 py-3 font-medium text-lg", tones[verdict])}>
      {t(`${side}.${verdict}`)}
    </span>
  );
}

const tones = {
  good: "bg-ok-wash text-ok",
  limits: "bg-warn-wash text-warn",
  none: "bg-danger-wash text-danger",
} satisfies Record<Verdict, string>;
