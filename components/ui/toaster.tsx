"use client";

import { useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";
import { lazyModule } from "./lazy-module.ts";
import { currentToasts, type ToastMessage, watchToasts } from "./toasts.ts";
import { useModule } from "./use-module.ts";

const none: readonly ToastMessage[] = [];
const loadToast = lazyModule(() => import("./toast.tsx"));
/** Nothing is said yet: fetched ahead, for a moment without a network. */
const aheadMs = 3500;

/** Where toasts appear; stands once, in the root layout. Say something with `showToast` from toasts.ts. */
export function Toaster() {
  const t = useTranslations("common");
  const toasts = useSyncExternalStore(watchToasts, currentToasts, () => none);
  const loaded = useModule(loadToast, toasts.length > 0 ? 0 : aheadMs);
  return (
    <section
      aria-label={t("notices")}
      aria-live="polite"
      // On a screen that lies down the right half has what one presses.
      className="pointer-events-none fixed inset-x-0 top-0 z-60 grid justify-items-center gap-2 p-3 pt-[max(0.75rem,env(safe-area-inset-top))] wide:justify-items-start wide:pr-[46vw] desk:justify-items-center desk:pr-3"
    >
      {loaded && toasts.map((toast) => <loaded.Toast key={toast.id} toast={toast} dismissLabel={t("dismiss")} />)}
    </section>
  );
}
