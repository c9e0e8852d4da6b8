"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { ConfirmedAct } from "#components/forms/confirmed-act.tsx";
import { SheetForm } from "#components/forms/sheet-form.tsx";
import { callApi } from "#components/session/call-api.ts";
import { showToast } from "#components/ui/toasts.ts";
import { addressInput } from "#lib/addresses/input.ts";
import type { SavedAddress } from "#lib/addresses/schema.ts";
import { AddressFields, readAddress } from "./address-fields.tsx";
import { AddressLines } from "./address-lines.tsx";

/** The addresses that an account keeps, for orders to come. */
export function OwnAddresses({ addresses }: { addresses: SavedAddress[] }) {
  const t = useTranslations("addresses.own");
  return (
    <div className="grid justify-items-start gap-4">
      {addresses.length === 0 ? (
        <p className="text-sm text-soft">{t("empty")}</p>
      ) : (
        <ul aria-label={t("list")} className="grid w-full border-rule border-b">
          {addresses.map((address) => (
            <li key={address.id} className="flex flex-wrap items-start justify-between gap-3 border-rule border-t py-3">
              <AddressLines address={address} />
              <span className="flex gap-2">
                <EditAddress address={address} />
                <RemoveAddress address={address} />
              </span>
            </li>
          ))}
        </ul>
      )}
      <EditAddress />
    </div>
  );
}

/** One that is kept, or a new one. */
function EditAddress({ address }: { address?: SavedAddress }) {
  const t = useTranslations("addresses.own");
  const words = useTranslations("addresses");
  const router = useRouter();
  const opener = address ? { label: t("change"), name: t("changeNamed", namesOf(address)) } : { label: t("add") };
  return (
    <SheetForm
      opener={{ ...opener, look: "line", size: "sm" }}
      title={t(address ? "changeTitle" : "addTitle")}
      lead={words("lead")}
      schema={addressInput}
      read={readAddress}
      send={async (body) => {
        if (address) await callApi("PUT", `/api/me/addresses/${address.id}`, { body });
        else await callApi("POST", "/api/me/addresses", { body, isOneAct: true });
        showToast({ tone: "ok", text: t("saved") });
        router.refresh();
      }}
      label={t("save")}
    >
      <AddressFields initial={address ?? {}} />
    </SheetForm>
  );
}

function RemoveAddress({ address }: { address: SavedAddress }) {
  const t = useTranslations("addresses.own");
  const router = useRouter();
  return (
    <ConfirmedAct
      opener={{ label: t("remove"), name: t("removeNamed", namesOf(address)), look: "line" }}
      title={t("ask")}
      confirmLabel={t("remove")}
      look="danger"
      act={() => callApi("DELETE", `/api/me/addresses/${address.id}`, { isOneAct: true })}
      onDone={() => {
        showToast({ tone: "ok", text: t("removed") });
        router.refresh();
      }}
    >
      {t("after")}
    </ConfirmedAct>
  );
}

const namesOf = ({ name, street }: SavedAddress) => ({ name, street });
