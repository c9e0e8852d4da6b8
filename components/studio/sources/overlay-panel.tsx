import { useTranslations } from "next-intl";
import { useState } from "react";
import {
  type OverlayLook,
  overlayParts,
  overlayQuery,
  overlaySides,
  overlaySizes,
  wholeOverlay,
} from "#components/overlay/overlay-look.ts";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Confirm } from "#components/ui/confirm.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/input.tsx";
import { CopyField } from "./copy-field.tsx";
import type { SourceDesk } from "./use-sources.ts";

/** The page that OBS lays over its picture: what it shows, its address, and the end of that address. */
export function OverlayPanel({ sources }: { sources: SourceDesk }) {
  const t = useTranslations("sources.overlay");
  const [look, setLook] = useState(wholeOverlay);
  const [asking, setAsking] = useState<"rotate" | "revoke" | null>(null);
  const { view, busy, turnOverlay } = sources;
  if (!view) return null;
  const address = view.overlay && `${window.location.origin}/overlay/${view.overlay.key}${overlayQuery(look)}`;
  return (
    <section aria-labelledby="overlay-heading" className="grid gap-4 border-rule border-t pt-4">
      <h3 id="overlay-heading" className="font-semibold">
        {t("heading")}
      </h3>
      <p className="text-sm text-soft">{t("lead")}</p>
      {!address && (
        <Button look="line" busy={busy} onClick={() => void turnOverlay("POST")} className="justify-self-start">
          {t("make")}
        </Button>
      )}
      {address && (
        <>
          <LookFields look={look} onLook={setLook} />
          <CopyField label={t("address")} value={address} />
          <p className="text-sm text-soft">{t("steps")}</p>
          <div className="flex flex-wrap gap-2">
            <a
              href={address}
              target="_blank"
              rel="noreferrer"
              className="inline-flex min-h-11 items-center underline underline-offset-4"
            >
              {t("look")}
            </a>
            <Button look="line" busy={busy} onClick={() => setAsking("rotate")}>
              {t("rotate")}
            </Button>
            <Button look="danger" busy={busy} onClick={() => setAsking("revoke")}>
              {t("revoke")}
            </Button>
          </div>
        </>
      )}
      <Confirm
        open={asking !== null}
        onOpenChange={() => setAsking(null)}
        title={t(asking === "revoke" ? "revokeHeading" : "rotateHeading")}
        confirmLabel={t(asking === "revoke" ? "revoke" : "rotate")}
        look="danger"
        onConfirm={() => {
          void turnOverlay(asking === "revoke" ? "DELETE" : "POST");
          setAsking(null);
        }}
      >
        <p>{t("endsLead")}</p>
      </Confirm>
    </section>
  );
}

function LookFields({ look, onLook }: { look: OverlayLook; onLook: (look: OverlayLook) => void }) {
  const t = useTranslations("sources.overlay");
  return (
    <div className="grid gap-3">
      <fieldset className="grid gap-x-4 sm:grid-cols-2">
        <legend className="mb-1 font-medium text-sm">{t("shows")}</legend>
        {overlayParts.map((part) => (
          <Checkbox
            key={part}
            label={t(`part.${part}`)}
            checked={look.parts.includes(part)}
            onChange={({ target }) =>
              onLook({
                ...look,
                parts: overlayParts.filter((each) => (each === part ? target.checked : look.parts.includes(each))),
              })
            }
          />
        ))}
      </fieldset>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label={t("side")}>
          {(binding) => (
            <Select
              {...binding}
              value={look.side}
              onChange={({ target }) =>
                onLook({ ...look, side: overlaySides.find((side) => side === target.value) ?? look.side })
              }
            >
              {overlaySides.map((side) => (
                <option key={side} value={side}>
                  {t(`sides.${side}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t("size")}>
          {(binding) => (
            <Select
              {...binding}
              value={look.size}
              onChange={({ target }) =>
                onLook({ ...look, size: overlaySizes.find((size) => size === target.value) ?? look.size })
              }
            >
              {overlaySizes.map((size) => (
                <option key={size} value={size}>
                  {t(`sizes.${size}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
    </div>
  );
}
