import { Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Form } from "#components/forms/form.tsx";
import { fromLocalInput, toLocalInput } from "#components/forms/local-start.ts";
import { textOf } from "#components/forms/read-form.ts";
import { Button } from "#components/ui/button.tsx";
import { Confirm } from "#components/ui/confirm.tsx";
import { Field } from "#components/ui/field.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import type { FileView } from "#lib/sources/schema.ts";
import type { Air } from "../desk/use-air.ts";
import type { Desk } from "../desk/use-desk.ts";
import { clockText } from "./clock-text.ts";
import type { SourceDesk } from "./use-sources.ts";

type FileRowProps = { file: FileView; desk: Desk; air: Air; sources: SourceDesk };

/** One file: what it is, when it begins, or why it cannot be shown. */
export function FileRow({ file, desk, air, sources }: FileRowProps) {
  const t = useTranslations("sources.file");
  const tSources = useTranslations("sources");
  const [asking, setAsking] = useState<"remove" | "play" | null>(null);
  const { id, name, state, trouble, playsAt, playedAt } = file;
  const isTaken = air.isSending || (sources.view?.sources.some((source) => source.state === "on_air") ?? false);

  async function play() {
    setAsking(null);
    if (desk.live.status === "LIVE" || (await desk.goLive())) await sources.playFile(id, true);
  }

  return (
    <li data-file={name} data-state={state} className="grid gap-3 border-rule border-b py-3">
      <div className="flex items-start gap-3">
        <div className="grid min-w-0 flex-1 gap-0.5 pt-2 text-sm">
          <p className="truncate font-medium text-base">{name}</p>
          {state === "READY" && (
            <p className="figures text-soft">
              {t("length", { length: clockText(file.seconds), width: String(file.width), height: String(file.height) })}
            </p>
          )}
          {state === "UPLOADING" && (
            <p className="text-warn">
              {t("broken", { name, percent: String(Math.floor((100 * file.receivedBytes) / file.bytes)) })}
            </p>
          )}
          {trouble && <p className="text-danger">{tSources(`fileTrouble.${trouble}`)}</p>}
          {playsAt && (
            <p role="status" className="text-ok">
              {t.rich("planned", { time: () => <LocalTime iso={playsAt} /> })}
            </p>
          )}
          {playedAt && (
            <p className="text-soft">{t.rich("played", { time: () => <LocalTime iso={playedAt} style="minute" /> })}</p>
          )}
        </div>
        <IconButton label={t("remove", { name })} onClick={() => setAsking("remove")} className="text-soft">
          <Trash2 aria-hidden />
        </IconButton>
      </div>
      {state === "READY" && (
        <>
          <PlanForm file={file} sources={sources} startsAt={desk.view.startsAt} />
          <Button
            look="line"
            busy={sources.busy || desk.busy}
            onClick={() => (isTaken ? setAsking("play") : void play())}
          >
            {t("playNow")}
          </Button>
        </>
      )}
      <Confirm
        open={asking !== null}
        onOpenChange={() => setAsking(null)}
        title={asking === "play" ? tSources("confirmHeading") : t("removeHeading", { name })}
        confirmLabel={asking === "play" ? tSources("takeOver") : t("remove", { name })}
        look={asking === "play" ? "signal" : "danger"}
        onConfirm={() => {
          setAsking(null);
          void (asking === "play" ? play() : sources.removeFile(id));
        }}
      >
        <p>{asking === "play" ? tSources("confirmLead", { name: tSources("confirmSomebody") }) : t("removeLead")}</p>
      </Confirm>
    </li>
  );
}

function PlanForm({ file, sources, startsAt }: { file: FileView; sources: SourceDesk; startsAt: string }) {
  const t = useTranslations("sources.file");
  const [isWrong, setWrong] = useState(false);

  function plan(event: FormEvent<HTMLFormElement>) {
    const playsAt = fromLocalInput(textOf(event.currentTarget, "playsAt"));
    const isToCome = playsAt !== "" && Date.parse(playsAt) > Date.now();
    setWrong(!isToCome);
    if (isToCome) void sources.planFile(file.id, playsAt);
  }

  if (file.playsAt) {
    return (
      <Button look="line" busy={sources.busy} onClick={() => void sources.planFile(file.id, null)}>
        {t("unplan")}
      </Button>
    );
  }
  return (
    <Form onSubmit={plan} noValidate className="grid gap-2">
      <Field label={t("playsAt")} error={isWrong ? t("wrongTime") : undefined}>
        {(binding) => (
          <div className="flex gap-2">
            <Input {...binding} name="playsAt" type="datetime-local" defaultValue={toLocalInput(new Date(startsAt))} />
            <Button type="submit" busy={sources.busy}>
              {t("plan")}
            </Button>
          </div>
        )}
      </Field>
    </Form>
  );
}
