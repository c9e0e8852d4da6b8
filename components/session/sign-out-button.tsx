"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { callApi } from "./call-api.ts";

/** Ends this session, or with `everywhere` all of the account. */
export function SignOutButton({ everywhere = false }: { everywhere?: boolean }) {
  const t = useTranslations("common.nav");
  const [isBusy, setBusy] = useState(false);
  const signOut = async () => {
    setBusy(true);
    await callApi("POST", everywhere ? "/api/auth/sign-out-everywhere" : "/api/auth/sign-out", { body: {} }).finally(
      () => window.location.assign("/"),
    );
  };
  return (
    <Button look="line" size="sm" busy={isBusy} onClick={signOut}>
      {t(everywhere ? "signOutEverywhere" : "signOut")}
    </Button>
  );
}
