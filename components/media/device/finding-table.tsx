import { clsx } from "clsx";
import { CircleAlert, CircleCheck, CircleDashed, CircleX } from "lucide-react";
import { useTranslations } from "next-intl";
import type { DeviceRun } from "./device-run.ts";
import type { HostTrialId } from "./host-trials.ts";
import type { Finding, Trial, Verdict } from "./trial.ts";
import type { ViewerTrialId } from "./viewer-trials.ts";

export type TrialId = HostTrialId | ViewerTrialId;

type FindingTableProps = { label: string; trials: readonly Trial<TrialId>[]; run: DeviceRun };

/** One row per trial: what was tried, whether it works, what to do; figures folded. */
export function FindingTable({ label, trials, run }: FindingTableProps) {
  const t = useTranslations("device");
  return (
    <table aria-label={label} className="w-full border-collapse text-left">
      <thead className="sr-only">
        <tr>
          <th scope="col">{t("column.what")}</th>
          <th scope="col">{t("column.works")}</th>
        </tr>
      </thead>
      <tbody>
        {trials.map(({ id }) => (
          <FindingRow key={id} id={id} finding={run.findings[id]} isTried={run.current === id} />
        ))}
      </tbody>
    </table>
  );
}

const marks = {
  good: { Icon: CircleCheck, tone: "text-ok" },
  limits: { Icon: CircleAlert, tone: "text-warn" },
  none: { Icon: CircleX, tone: "text-danger" },
} satisfies Record<Verdict, unknown>;

function FindingRow({ id, finding, isTried }: { id: TrialId; finding: Finding | undefined; isTried: boolean }) {
  const t = useTranslations("device");
  const { Icon, tone } = finding ? marks[finding.verdict] : { Icon: CircleDashed, tone: "text-soft" };
  return (
    <tr data-trial={id} data-verdict={finding?.verdict} className="border-rule border-t align-top">
      <th scope="row" className="w-2/5 py-3 pr-4 font-medium">
        {t(`trials.${id}.name`)}
      </th>
      <td className="py-3">
        <div className="flex items-start gap-2">
          <Icon aria-hidden className={clsx("mt-1 size-4 shrink-0", tone, isTried && "animate-pulse-dot")} />
          <div className="grid min-w-0 gap-1">
            <span className={clsx("font-medium", tone)}>
              {finding ? t(`verdict.${finding.verdict}`) : t(isTried ? "trying" : "waiting")}
            </span>
            {finding && <span className="text-sm">{t(`trials.${id}.${finding.verdict}`)}</span>}
            {finding && finding.details.length > 0 && <Details lines={finding.details} />}
          </div>
        </div>
      </td>
    </tr>
  );
}

function Details({ lines }: { lines: string[] }) {
  const t = useTranslations("device");
  return (
    <details className="text-sm text-soft">
      <summary className="flex min-h-11 w-fit cursor-pointer items-center underline">{t("figures")}</summary>
      <ul className="figures grid gap-1 pb-2">
        {lines.map((line) => (
          <li key={line} className="break-words">
            {line}
          </li>
        ))}
      </ul>
    </details>
  );
}
