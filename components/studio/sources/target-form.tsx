import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { targetInput } from "#lib/restreams/schema.ts";
import type { SourceDesk } from "./use-sources.ts";

const fields = ["name", "address", "key"] as const;
type Wrong = (typeof fields)[number];

/** Three lines copied from the other platform. The key goes one way only. */
export function TargetForm({ sources, onDone }: { sources: SourceDesk; onDone: () => void }) {
  const t = useTranslations("sources.targets");
  const [wrong, setWrong] = useState<Wrong | null>(null);

  async function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const parsed = targetInput.safeParse(Object.fromEntries(new FormData(event.currentTarget)));
    if (!parsed.success) {
      const at = parsed.error.issues[0]?.path[0];
      return setWrong(fields.find((field) => field === at) ?? "name");
    }
    setWrong(null);
    if (await sources.addTarget(parsed.data)) onDone();
  }

  const errorOf = (field: Wrong) => (wrong === field ? t(`wrong.${field}`) : undefined);
  return (
    <form onSubmit={(event) => void save(event)} noValidate className="grid gap-4 border-rule border-t pt-4">
      <Field label={t("name")} hint={t("nameHint")} error={errorOf("name")}>
        {(binding) => <Input {...binding} name="name" maxLength={60} autoComplete="off" />}
      </Field>
      <Field label={t("address")} error={errorOf("address")}>
        {(binding) => (
          <Input
            {...binding}
            name="address"
            placeholder="rtmps://"
            inputMode="url"
            autoComplete="off"
            spellCheck={false}
          />
        )}
      </Field>
      <Field label={t("key")} hint={t("keyHint")} error={errorOf("key")}>
        {(binding) => <Input {...binding} name="key" type="password" autoComplete="off" spellCheck={false} />}
      </Field>
      <Button type="submit" busy={sources.busy} className="justify-self-start">
        {t("save")}
      </Button>
    </form>
  );
}
