import { useCallback, useEffect, useState } from "react";
import { useAct } from "#components/forms/use-act.ts";
import { callApi } from "#components/session/call-api.ts";
import type { RecordingView, SocialFileView } from "#lib/recordings/schema.ts";

const askEveryMs = 2000;

/** The file for editing of a recording: how far it is, asked for while it is made, and the act that makes it. */
export function useSocialFile(showId: string) {
  const [file, setFile] = useState<SocialFileView | null>(null);
  const [isRecorded, setRecorded] = useState(false);
  const { run } = useAct();
  const address = `/api/shows/${showId}/recording`;
  const look = useCallback(
    () => callApi<SocialFileView>("GET", `${address}/social`).then(setFile, () => undefined),
    [address],
  );

  useEffect(() => {
    callApi<RecordingView>("GET", address).then(
      ({ state }) => setRecorded(state === "READY"),
      () => undefined,
    );
    void look();
  }, [address, look]);

  const isMaking = file?.state === "making";
  useEffect(() => {
    if (!isMaking) return;
    const timer = setInterval(() => void look(), askEveryMs);
    return () => clearInterval(timer);
  }, [isMaking, look]);

  const make = () => void run(() => callApi<SocialFileView>("POST", `${address}/social`).then(setFile));
  return { file, isRecorded, make };
}
