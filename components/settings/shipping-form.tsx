"use client";

import { useTranslations } from "next-intl";
import { EditForm } from "#components/forms/edit-form.tsx";
import { callApi } from "#components/session/call-api.ts";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { type ShippingZone, shippingZones } from "#lib/shipping/schema.ts";
import { useSaved } from "./use-change-shop.ts";
import { readZones, useZones } from "./use-zones.ts";
import { ZoneFields } from "./zone-fields.tsx";

type ShippingFormProps = {
  initial: ShippingZone[];
  currency: string;
  /** Where the guided set-up goes on. */
  next?: string;
};

/** Every zone of the shop in one form: they are saved together, because a country lies in one of them. */
export function ShippingForm({ initial, currency, next }: ShippingFormProps) {
  const t = useTranslations("settings.shipping");
  const guide = useTranslations("settings.guide");
  const saved = useSaved(next, t("saved"));
  const zones = useZones(initial, currency);
  const adder = (
    <Button look="line" onClick={zones.add}>
      {t("add")}
    </Button>
  );
  return (
    <EditForm
      schema={shippingZones}
      read={() => readZones(zones.rows)}
      send={async (body) => {
        await callApi("PUT", "/api/settings/shipping", { body });
        saved();
      }}
      label={next ? guide("save") : t("save")}
      isPart
      className="max-w-3xl"
    >
      {zones.rows.length === 0 ? (
        <EmptyState title={t("noneTitle")} action={adder}>
          {t("none")}
        </EmptyState>
      ) : (
        <>
          {zones.rows.map((zone, index) => (
            <ZoneFields key={zone.key} zone={zone} index={index} zones={zones} />
          ))}
          <div>{adder}</div>
          {!zones.rows.some(({ isRest }) => isRest) && <p className="text-sm text-soft">{t("beyond")}</p>}
        </>
      )}
    </EditForm>
  );
}
