"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { callApi } from "#components/session/call-api.ts";
import { showToast } from "#components/ui/toasts.ts";
import type { ShopChange } from "#lib/shop/schema.ts";

/** Saves a part of what the shop says of itself, and draws the page anew with it. */
export function useChangeShop() {
  const t = useTranslations("settings.shop");
  const router = useRouter();
  return async (change: ShopChange) => {
    await callApi("PATCH", "/api/settings/shop", { body: change });
    showToast({ text: t("saved"), tone: "ok" });
    router.refresh();
  };
}
