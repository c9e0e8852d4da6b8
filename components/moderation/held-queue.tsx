"use client";

import { useTranslations } from "next-intl";
import { callApi } from "#components/session/call-api.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { useNow } from "#components/ui/clock.ts";
import type { HeldLine } from "#lib/moderation/schema.ts";
import { useTalkAct } from "./use-talk-act.ts";

type HeldQueueProps = { showId: string; held: HeldLine[]; renderedAt: number; onDone: () => unknown };

/** The lines that nobody else sees yet, the oldest first: each with why it waits, and what of it. */
export function HeldQueue({ showId, held, renderedAt, onDone }: HeldQueueProps) {
  const t = useTranslations("studio.talk");
  const { run } = useTalkAct(onDone);
  const settle = (id: string, allow: boolean) =>
    run(
      () => callApi("PUT", `/api/shows/${showId}/holds/${id}`, { body: { allow } }),
      t(allow ? "allowed" : "refused"),
    );
  if (held.length === 0) return <p className="text-sm text-soft">{t("heldEmpty")}</p>;
  return (
    <ol className="divide-y divide-rule">
      {held.map((line) => (
        <li key={line.id} data-row tabIndex={-1} className="grid gap-2 py-3 text-sm">
          <p className="flex flex-wrap items-center gap-2">
            <span className="font-medium text-soft">{line.name}</span>
            <Badge tone={line.rule === "delay" ? "neutral" : "warn"}>{t(`ruleOf.${line.rule}`)}</Badge>
            {line.opensAt && <OpensIn at={line.opensAt} renderedAt={renderedAt} />}
          </p>
          <p className="wrap-anywhere">
            <Marked {...line} />
          </p>
          <div className="grid grid-cols-2 gap-2">
            <Button
              look="line"
              data-act="refuse"
              aria-label={t("refuseOf", { name: line.name })}
              onClick={() => void settle(line.id, false)}
            >
              {t("refuse")}
            </Button>
            <Button
              data-act="allow"
              aria-label={t("allowOf", { name: line.name })}
              onClick={() => void settle(line.id, true)}
            >
              {t("allow")}
            </Button>
          </div>
        </li>
      ))}
    </ol>
  );
}

function OpensIn({ at, renderedAt }: { at: string; renderedAt: number }) {
  const t = useTranslations("studio.talk");
  const seconds = Math.max(0, Math.ceil((Date.parse(at) - useNow(renderedAt)) / 1000));
  return <span className="figures text-soft">{t("opensIn", { seconds })}</span>;
}

/** The line with what the rule found. */
function Marked({ body, part }: { body: string; part: string }) {
  const at = part === "" ? -1 : body.indexOf(part);
  if (at < 0) return body;
  return (
    <>
      {body.slice(0, at)}
      <mark className="rounded-xs bg-warn-wash px-0.5 text-warn">{part}</mark>
      {body.slice(at + part.length)}
    </>
  );
}
