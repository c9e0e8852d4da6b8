"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { callApi } from "#components/session/call-api.ts";
import { showToast } from "#components/ui/toasts.ts";
import type { ShopChange } from "#lib/shop/schema.ts";

/** Saves a part of what the shop says of itself, and draws the page anew with it; the guided set-up goes on to `next`. */
export function useChangeShop(next?: string) {
  const done = useSaved(next);
  return async (change: ShopChange) => {
    await callApi("PATCH", "/api/settings/shop", { body: change, isOneAct: true });
    done();
  };
}

/** What follows when a part of the settings is saved; `said` in place of the usual word. */
export function useSaved(next?: string, said?: string) {
  const t = useTranslations("settings.shop");
  const router = useRouter();
  return () => {
    showToast({ text: said ?? t("saved"), tone: "ok" });
    if (next) router.push(next);
    router.refresh();
  };
}
