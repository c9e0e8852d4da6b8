"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { EditForm } from "#components/forms/edit-form.tsx";
import { FormField } from "#components/forms/form-field.tsx";
import { ApiRefusal } from "#components/session/call-api.ts";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";
import { type ShopView, shopChange } from "#lib/shop/schema.ts";
import { useChangeShop } from "./use-change-shop.ts";

/** The vermilion of app/globals.css. */
const usual = "#cf3616";

/** The one colour of the shop: picked or typed. One that cannot be told apart is refused with the nearest that can. */
export function AccentForm({ shop, next }: { shop: ShopView; next?: string }) {
  const t = useTranslations("settings.look");
  const guide = useTranslations("settings.guide");
  const change = useChangeShop(next);
  const [accent, setAccent] = useState(shop.accent ?? usual);
  const [nearest, setNearest] = useState<string | null>(null);
  const isColour = /^#[0-9a-f]{6}$/i.test(accent);
  const choose = (colour: string) => {
    setAccent(colour);
    setNearest(null);
  };
  return (
    <EditForm
      schema={shopChange.required({ accent: true })}
      read={() => ({ accent: accent.trim() === "" || accent === usual ? null : accent.trim() })}
      send={async (input) => {
        setNearest(null);
        await change(input).catch((refusal: unknown) => {
          setNearest(nearestIn(refusal));
          throw refusal;
        });
      }}
      label={next ? guide("save") : t("save")}
      isPart
    >
      <FormField path="accent" label={t("accent")} hint={t("accentHint")} wrong={t("wrong.accent")}>
        {(binding) => (
          <span className="grid grid-cols-[3.5rem_minmax(0,1fr)] gap-2">
            <input
              type="color"
              aria-label={t("pick")}
              value={isColour ? accent.toLowerCase() : usual}
              onChange={(event) => choose(event.target.value)}
              className="h-11 w-full rounded-sm border border-edge bg-raised p-1"
            />
            <Input
              {...binding}
              value={accent}
              maxLength={7}
              spellCheck={false}
              autoCapitalize="none"
              onChange={(event) => choose(event.target.value)}
              className="font-mono"
            />
          </span>
        )}
      </FormField>
      {nearest && (
        <Button look="line" size="sm" onClick={() => choose(nearest)} className="justify-self-start">
          <ColourDot colour={nearest} />
          {t("useNearest", { colour: nearest })}
        </Button>
      )}
    </EditForm>
  );
}

function ColourDot({ colour }: { colour: string }) {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true" className="size-4">
      <circle cx="8" cy="8" r="8" fill={colour} />
    </svg>
  );
}

function nearestIn(refusal: unknown): string | null {
  const found = refusal instanceof ApiRefusal ? refusal.detail.nearest : null;
  return typeof found === "string" ? found : null;
}
