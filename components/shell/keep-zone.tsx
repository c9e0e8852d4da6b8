"use client";

import { useEffect } from "react";
import { keepPreference } from "./preference-cookie.ts";

/** Lets the server know the reader's time zone, for the times in mails. */
export function KeepZone() {
  useEffect(() => {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    if (!document.cookie.includes(`zone=${timeZone}`)) keepPreference("zone", timeZone);
  }, []);
  return null;
}
