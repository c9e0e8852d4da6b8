import { useTranslations } from "next-intl";
import { fieldWords } from "#components/forms/field-words.ts";
import { FormField, LongTextField, TextField } from "#components/forms/form-field.tsx";
import { optionalOf, textOf } from "#components/forms/read-form.ts";
import { Select } from "#components/ui/input.tsx";
import { type SegmentView, segmentKind } from "#lib/rundown/schema.ts";
import { runTime } from "./judge-run.ts";

export type Thing = { id: string; name: string };
/** What of the show a segment may be about. */
export type Things = { products: Thing[]; drops: Thing[]; polls: Thing[] };

const usual = 300;

/** The fields of a segment, a new one's or those of one that stands. */
export function SegmentFields({ things, segment }: { things: Things; segment?: SegmentView }) {
  const t = useTranslations("studio.rundown");
  return (
    <>
      <FormField path="kind" label={t("kind")}>
        {(binding) => (
          <Select {...binding} name="kind" defaultValue={segment?.kind ?? "talk"}>
            {segmentKind.options.map((kind) => (
              <option key={kind} value={kind}>
                {t(`kindOf.${kind}`)}
              </option>
            ))}
          </Select>
        )}
      </FormField>
      <TextField
        {...fieldWords(t, "title")}
        required
        maxLength={120}
        autoComplete="off"
        defaultValue={segment?.title}
      />
      <TextField
        {...fieldWords(t, "seconds")}
        hint={t("secondsHint")}
        required
        autoComplete="off"
        defaultValue={runTime(segment?.seconds ?? usual)}
      />
      <ThingField name="productId" label={t("product")} of={things.products} value={segment?.productId} />
      <ThingField name="dropId" label={t("drop")} of={things.drops} value={segment?.dropId} />
      <ThingField name="pollId" label={t("poll")} of={things.polls} value={segment?.pollId} />
      <LongTextField {...fieldWords(t, "script")} optional rows={8} defaultValue={segment?.script} />
    </>
  );
}

type ThingFieldProps = { name: string; label: string; of: Thing[]; value: string | null | undefined };

function ThingField({ name, label, of, value }: ThingFieldProps) {
  const t = useTranslations("studio.rundown");
  if (of.length === 0 && !value) return null;
  return (
    <FormField path={name} label={label} optional>
      {(binding) => (
        <Select {...binding} name={name} defaultValue={value ?? ""}>
          <option value="">{t("none")}</option>
          {of.map((thing) => (
            <option key={thing.id} value={thing.id}>
              {thing.name}
            </option>
          ))}
        </Select>
      )}
    </FormField>
  );
}

export function readSegment(form: HTMLFormElement) {
  return {
    kind: textOf(form, "kind"),
    title: textOf(form, "title"),
    seconds: secondsIn(textOf(form, "seconds")),
    script: textOf(form, "script"),
    ...{ productId: optionalOf(form, "productId"), dropId: optionalOf(form, "dropId") },
    pollId: optionalOf(form, "pollId"),
  };
}

/** `5` is minutes, `4:30` minutes and seconds, `1:00:00` with hours; NaN is none of these. */
function secondsIn(said: string): number {
  const parts = /^\d+(?::[0-5]?\d){0,2}$/.test(said.trim()) ? said.trim().split(":").map(Number) : [];
  const [first = Number.NaN, second, third] = parts;
  if (second === undefined) return first * 60;
  return third === undefined ? first * 60 + second : first * 3600 + second * 60 + third;
}
