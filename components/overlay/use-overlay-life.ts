import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { ApiRefusal, callApi } from "#components/session/call-api.ts";

const lookEveryMs = 10_000;

/** Whether the address was taken away while the page was shown. Of a show that is not there yet it asks anew. */
export function useOverlayLife(key: string, isThere: boolean): boolean {
  const [isOver, setOver] = useState(false);
  const { refresh } = useRouter();
  useEffect(() => {
    if (isOver) return;
    const look = () =>
      void callApi("GET", `/api/overlays/${key}`).then(
        () => isThere || refresh(),
        (refusal) => refusal instanceof ApiRefusal && refusal.code === "not_found" && setOver(true),
      );
    const timer = setInterval(look, lookEveryMs);
    return () => clearInterval(timer);
  }, [key, isThere, isOver, refresh]);
  return isOver;
}
