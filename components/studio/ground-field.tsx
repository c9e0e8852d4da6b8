"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { textOf } from "#components/forms/read-form.ts";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/input.tsx";
import { ImageField } from "./image-field.tsx";

const kinds = ["blur", "colour", "picture"] as const;

type GroundFieldProps = { initial: string; known: string[] };

/** What stands behind a picture that lies, on a phone that stands. */
export function GroundField({ initial, known }: GroundFieldProps) {
  const t = useTranslations("studio.showForm");
  const first = kinds.find((kind) => kind === initial) ?? "picture";
  const [kind, setKind] = useState<(typeof kinds)[number]>(first);
  return (
    <div className="grid gap-3">
      <Field label={t("ground")} hint={t("groundHint")}>
        {(binding) => (
          <Select
            {...binding}
            name="groundKind"
            value={kind}
            onChange={({ target }) => setKind(kinds.find((each) => each === target.value) ?? "blur")}
          >
            {kinds.map((each) => (
              <option key={each} value={each}>
                {t(`grounds.${each}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {kind === "picture" && (
        <ImageField
          label={t("groundPicture")}
          name="ground"
          initial={first === "picture" ? initial : null}
          known={known}
        />
      )}
    </div>
  );
}

/** Without a picture the blur stays. */
export function readGround(typed: HTMLFormElement): string {
  const kind = textOf(typed, "groundKind");
  return kind === "picture" ? textOf(typed, "ground") || "blur" : kind;
}
