"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useAct } from "#components/forms/use-act.ts";
import { callApi } from "#components/session/call-api.ts";
import { Button } from "#components/ui/button.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import { showToast } from "#components/ui/toasts.ts";
import { type SilencePage, type SilenceView, silencePage } from "#lib/moderation/schema.ts";
import { useTalkList } from "./use-talk-list.ts";

type SilenceListProps = {
  showId: string;
  initial: SilencePage;
  version: string;
  keepsAll: boolean;
  onDone: () => unknown;
};

/** Who may not write, and who was let in again since; the newest first. */
export function SilenceList({ showId, initial, version, keepsAll, onDone }: SilenceListProps) {
  const t = useTranslations("studio.talk");
  const { busy, run } = useAct();
  const path = `/api/shows/${showId}/silences`;
  const { page, readMore } = useTalkList<SilencePage>({
    ...{ path, initial, version, read: (answer) => silencePage.parse(answer) },
    join: (earlier, later) => ({ ...later, silences: [...earlier.silences, ...later.silences] }),
    countOf: ({ silences }) => silences.length,
  });
  const { silences, next } = page ?? initial;

  async function lift({ id, name }: SilenceView) {
    if (!(await run(() => callApi("DELETE", `${path}/${id}`)))) return;
    showToast({ tone: "ok", text: t("lifted", { name }) });
    onDone();
  }

  if (silences.length === 0) return <p className="text-sm text-soft">{t("nobodySilenced")}</p>;
  return (
    <div className="grid gap-3">
      <ul className="divide-y divide-rule">
        {silences.map((silence) => (
          <li key={silence.id} className="flex items-start gap-3 py-3 text-sm">
            <div className="grid min-w-0 flex-1 gap-0.5">
              <Heading silence={silence} />
              <q className="wrap-anywhere line-clamp-2 text-soft">{silence.said}</q>
            </div>
            {!silence.lifted && (keepsAll || !silence.everywhere) && (
              <Button
                look="line"
                size="sm"
                aria-label={t("liftOf", { name: silence.name })}
                onClick={() => void lift(silence)}
              >
                {t("lift")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {next && (
        <Button look="line" busy={busy} onClick={() => void run(readMore)}>
          {t("more")}
        </Button>
      )}
    </div>
  );
}

function Heading({ silence: { name, reason, until, everywhere, alsoNetwork, by, lifted } }: { silence: SilenceView }) {
  const t = useTranslations("studio.talk");
  const format = useFormatter();
  const facts = [
    t(`reasonOf.${reason}`),
    ...(everywhere ? [t("inEveryShow")] : []),
    ...(alsoNetwork ? [t("withNetwork")] : []),
  ];
  return (
    <>
      <p className={lifted ? "text-soft line-through" : "font-medium"}>{name}</p>
      <p className="text-soft">
        {format.list(facts, { type: "unit" })} · {t("by", { name: by })} ·{" "}
        {lifted ? (
          t("liftedBy", { name: lifted.by })
        ) : until ? (
          <>
            {t("until")} <LocalTime iso={until} style="minute" />
          </>
        ) : (
          t("forGood")
        )}
      </p>
    </>
  );
}
