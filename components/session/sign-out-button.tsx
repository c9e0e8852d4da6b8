"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { callApi } from "./call-api.ts";

export function SignOutButton() {
  const t = useTranslations("common.nav");
  const [isBusy, setBusy] = useState(false);
  const signOut = async () => {
    setBusy(true);
    await callApi("POST", "/api/auth/sign-out", { body: {} }).finally(() => window.location.assign("/"));
  };
  return (
    <Button look="line" size="sm" busy={isBusy} onClick={signOut}>
      {t("signOut")}
    </Button>
  );
}
