import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { ApiRefusal } from "#components/session/call-api.ts";
import { useRefusalWords } from "#components/session/use-refusal-words.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { hlsInput, sourceTrouble } from "#lib/sources/schema.ts";
import type { SourceDesk } from "./use-sources.ts";

/** A picture that somebody else's service makes: its address, and why it cannot be shown where that is so. */
export function HlsPanel({ sources, onConnected }: { sources: SourceDesk; onConnected: () => void }) {
  const t = useTranslations("sources.hls");
  const tTrouble = useTranslations("sources.trouble");
  const sayRefusal = useRefusalWords();
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function connect(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const parsed = hlsInput.safeParse(Object.fromEntries(new FormData(event.currentTarget)));
    if (!parsed.success) return setProblem(t("wrong"));
    setBusy(true);
    setProblem(null);
    try {
      await sources.connectHls(parsed.data.address);
      onConnected();
    } catch (refusal) {
      setProblem(say(refusal));
    } finally {
      setBusy(false);
    }
  }

  function say(refusal: unknown): string {
    const { data: reason } = sourceTrouble.safeParse(refusal instanceof ApiRefusal && refusal.detail.reason);
    return reason ? `${t("cannot")} ${tTrouble(reason)}` : sayRefusal(refusal);
  }

  return (
    <form onSubmit={(event) => void connect(event)} noValidate className="grid gap-5">
      <p>{t("lead")}</p>
      <Field label={t("address")} hint={t("hint")} error={problem ?? undefined}>
        {(binding) => (
          <Input
            {...binding}
            name="address"
            inputMode="url"
            placeholder="https://"
            autoComplete="off"
            spellCheck={false}
          />
        )}
      </Field>
      <Button type="submit" busy={busy} className="justify-self-start">
        {t("connect")}
      </Button>
      <p className="border-rule border-t pt-4 text-sm text-soft">{t("after")}</p>
    </form>
  );
}
