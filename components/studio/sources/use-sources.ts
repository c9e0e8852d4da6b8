import { useCallback, useEffect, useState } from "react";
import { useAct } from "#components/forms/use-act.ts";
import { callApi } from "#components/session/call-api.ts";
import type { TargetInput, TargetView } from "#lib/restreams/schema.ts";
import type { IssuedKey, SourceKind, SourcesView } from "#lib/sources/schema.ts";

export type SourceDesk = ReturnType<typeof useSources>;

const lookEveryMs = 2000;

/** Where the picture of a show may come from and where else it goes, asked for as long as the desk is looked at. */
export function useSources(showId: string, isOver: boolean) {
  const [view, setView] = useState<SourcesView | null>(null);
  const [targets, setTargets] = useState<TargetView[]>([]);
  const { busy, run } = useAct();
  const address = `/api/shows/${showId}`;

  const look = useCallback(async () => {
    const [sources, restreams] = await Promise.all([
      callApi<SourcesView>("GET", `/api/shows/${showId}/sources`),
      callApi<{ targets: TargetView[] }>("GET", `/api/shows/${showId}/restreams`),
    ]);
    setView(sources);
    setTargets(restreams.targets);
  }, [showId]);

  useEffect(() => {
    if (isOver) return;
    // What could not be asked is asked again in a moment.
    const ask = () => void (document.hidden || look().catch(() => undefined));
    ask();
    const timer = setInterval(ask, lookEveryMs);
    return () => clearInterval(timer);
  }, [look, isOver]);

  const act = (work: () => Promise<unknown>) =>
    run(async () => {
      await work();
      await look();
    });

  async function issueKey(): Promise<IssuedKey | null> {
    let issued: IssuedKey | null = null;
    await act(async () => {
      issued = await callApi<IssuedKey>("POST", `${address}/stream-key`);
    });
    return issued;
  }

  return {
    view,
    targets,
    busy,
    issueKey,
    turnOverlay: (verb: "POST" | "DELETE") => act(() => callApi(verb, `${address}/overlay-key`)),
    revokeKey: () => act(() => callApi("DELETE", `${address}/stream-key`)),
    putOnAir: (kind: SourceKind, takeOver: boolean) =>
      act(() => callApi("POST", `${address}/sources/air`, { body: { kind, takeOver } })),
    pause: (kind: SourceKind) => act(() => callApi("POST", `${address}/sources/${kind}/pause`)),
    /** Throws what the API refuses with: the form says why. */
    connectHls: async (from: string) =>
      setView(await callApi<SourcesView>("PUT", `${address}/sources/hls`, { body: { address: from } })),
    filesAddress: `${address}/files`,
    look,
    planFile: (id: string, playsAt: string | null) =>
      act(() => callApi("PATCH", `${address}/files/${id}`, { body: { playsAt } })),
    playFile: (id: string, takeOver: boolean) =>
      act(() => callApi("POST", `${address}/files/${id}/play`, { body: { takeOver } })),
    removeFile: (id: string) => act(() => callApi("DELETE", `${address}/files/${id}`)),
    stop: (kind: SourceKind) => act(() => callApi("DELETE", `${address}/sources/${kind}`)),
    /** Throws what the API refuses with: the form says it. */
    addTarget: async (target: TargetInput) => {
      await callApi("POST", `${address}/restreams`, { body: target });
      await look().catch(() => undefined);
    },
    switchTarget: (id: string, isOn: boolean) =>
      act(() => callApi("PATCH", `${address}/restreams/${id}`, { body: { isOn } })),
    removeTarget: (id: string) => act(() => callApi("DELETE", `${address}/restreams/${id}`)),
  };
}
