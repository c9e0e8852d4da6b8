"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { useShow } from "#components/live/use-show.ts";
import { callApi } from "#components/session/call-api.ts";
import type { Snapshot } from "#lib/live/contract.ts";
import { usePageRefresh } from "./use-page-refresh.ts";

const lookEveryMs = 3000;
const jitterMs = 2000;

/**
 * In the minutes after the end the page goes on by itself: to the recording as soon as there is one, and back to the show
 * should the host go on with it.
 */
export function EndedWatch({ initial, hasReplay }: { initial: Snapshot; hasReplay: boolean }) {
  const t = useTranslations("room.ended");
  const router = useRouter();
  const { show } = useShow(initial);
  usePageRefresh(initial.status, show.status);

  useEffect(() => {
    if (hasReplay) return;
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      const replay = await callApi("GET", `/api/shows/${initial.showId}/replay`, { signal: stop.signal }).catch(
        () => null,
      );
      if (stop.signal.aborted) return;
      if (replay) router.refresh();
      timer = setTimeout(look, lookEveryMs + Math.random() * jitterMs);
    };
    timer = setTimeout(look, Math.random() * jitterMs);
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [router, hasReplay, initial.showId]);

  if (hasReplay) return null;
  return (
    <p role="status" className="page-column pt-8 text-lg">
      {t("replaySoon")}
    </p>
  );
}
