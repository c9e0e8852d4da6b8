"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { SheetForm } from "#components/forms/sheet-form.tsx";
import { useAct } from "#components/forms/use-act.ts";
import { callApi } from "#components/session/call-api.ts";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { showToast } from "#components/ui/toasts.ts";
import { orderAddressInput } from "#lib/addresses/input.ts";
import type { AddressView, SavedAddress } from "#lib/addresses/schema.ts";
import { AddressFields, readAddress } from "./address-fields.tsx";
import { AddressLines } from "./address-lines.tsx";

type GiveAddressProps = {
  orderId: string;
  /** Opened it from a mail, if anything did. */
  linkKey: string | null;
  current: AddressView | null;
  /** The country that the way was agreed for; null where none was. */
  country: string | null;
  /** What the account keeps; null for who has none. */
  saved: SavedAddress[] | null;
};

/** Says where an order goes: one tap for an address that is kept, else the form of its country. */
export function GiveAddress({ orderId, linkKey, current, country, saved }: GiveAddressProps) {
  const t = useTranslations("addresses");
  const give = useGiveAddress(orderId, linkKey);
  const others = (saved ?? []).filter(
    (address) => !isSame(address, current) && (country === null || address.country === country),
  );
  const label = t(current ? "change" : others.length > 0 ? "another" : "open");
  return (
    <div className="grid justify-items-start gap-4">
      {others.length > 0 && <SavedChoices addresses={others} give={give} />}
      <SheetForm
        opener={{ label, look: current || others.length > 0 ? "line" : undefined }}
        title={t(current ? "change" : "open")}
        lead={t("lead")}
        schema={orderAddressInput}
        read={(form) => ({ ...readAddress(form), keep: new FormData(form).get("keep") !== null })}
        send={give}
        label={t("save")}
      >
        <AddressFields initial={current ?? {}} among={country === null ? undefined : [country]} />
        {saved && <Checkbox name="keep" label={t("keep")} defaultChecked={saved.length === 0} />}
      </SheetForm>
    </div>
  );
}

type Given = AddressView & { keep: boolean };

function useGiveAddress(orderId: string, linkKey: string | null) {
  const t = useTranslations("addresses");
  const router = useRouter();
  const query = linkKey === null ? "" : `?key=${encodeURIComponent(linkKey)}`;
  return async (body: Given) => {
    await callApi("PUT", `/api/preorders/${orderId}/address${query}`, { body });
    showToast({ tone: "ok", text: t("saved") });
    router.refresh();
  };
}

type SavedChoicesProps = { addresses: SavedAddress[]; give: (body: Given) => Promise<void> };

function SavedChoices({ addresses, give }: SavedChoicesProps) {
  const t = useTranslations("addresses");
  const act = useAct();
  return (
    <ul aria-label={t("own.list")} className="grid w-full border-rule border-b">
      {addresses.map(({ id, ...address }) => (
        <li key={id} className="flex items-start justify-between gap-4 border-rule border-t py-3">
          <AddressLines address={address} />
          <Button
            busy={act.busy}
            aria-label={t("useNamed", { name: address.name, street: address.street })}
            onClick={() => void act.run(() => give({ ...address, keep: true }))}
          >
            {t("useSaved")}
          </Button>
        </li>
      ))}
    </ul>
  );
}

function isSame({ id: _, ...address }: SavedAddress, current: AddressView | null): boolean {
  return (
    current !== null &&
    JSON.stringify(Object.entries(address).toSorted()) === JSON.stringify(Object.entries(current).toSorted())
  );
}
