"use client";

import { useTranslations } from "next-intl";
import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { useAct } from "#components/forms/use-act.ts";
import type { Moment } from "#components/media/broadcast/air-messages.ts";
import { callApi } from "#components/session/call-api.ts";
import { showToast } from "#components/ui/toasts.ts";
import { liveSocket, say } from "#lib/live/socket.ts";
import type { RundownView, Segment, SegmentInput, SegmentView, StepDone } from "#lib/rundown/schema.ts";

export type Rundown = ReturnType<typeof useRundown>;

/** The plan of a show under several hands: read again whenever one of them moved it, and every act upon it. */
export function useRundown(showId: string, initial: RundownView | null, moment?: RefObject<() => Moment | undefined>) {
  const t = useTranslations("studio.rundown");
  const { run, read } = useReadRun(showId, initial);
  const { busy, run: act } = useAct();
  const path = `/api/shows/${showId}`;

  /** Whatever came of it, the run is read again: a refusal says that somebody else was quicker. */
  const send = async (work: () => Promise<unknown>) => {
    const isDone = await act(work);
    await read();
    return isDone;
  };
  const step = (verb: "next" | "back", to?: string) => {
    if (!run || busy) return;
    const body = { version: run.version, ...(to && { to }), moment: moment?.current() };
    void send(async () => {
      const { left } = await callApi<StepDone>("POST", `${path}/rundown/${verb}`, { body });
      for (const what of left) showToast({ text: t(`left.${what}`) });
    });
  };
  const add = (segment: SegmentInput) => callApi("POST", `${path}/segments`, { body: segment }).then(read);

  return {
    ...{ run, busy, add },
    next: (to?: string) => step("next", to),
    back: () => step("back"),
    addMany: (segments: Segment[]) => callApi("POST", `${path}/segments/batch`, { body: { segments } }).then(read),
    copyFrom: (from: string) => send(() => callApi("POST", `${path}/segments/copies`, { body: { showId: from } })),
    change: (id: string, change: Segment) => callApi("PATCH", `${path}/segments/${id}`, { body: change }).then(read),
    order: (ids: string[]) => callApi("PUT", `${path}/segments/order`, { body: { ids } }).then(read),
    duplicate: ({ id, ...segment }: SegmentView) => send(() => add({ ...segment, after: id })),
    remove: async ({ id, ...segment }: SegmentView) => {
      const place = run?.segments.findIndex((each) => each.id === id) ?? 0;
      const after = run?.segments[place - 1]?.id ?? null;
      if (!(await send(() => callApi("DELETE", `${path}/segments/${id}`)))) return;
      const undo = { label: t("undo"), run: () => void send(() => add({ ...segment, after })) };
      showToast({ text: t("removed", { title: segment.title }), action: undo });
    },
  };
}

function useReadRun(showId: string, initial: RundownView | null) {
  const [run, setRun] = useState(initial);
  const reading = useRef(0);
  const read = useCallback(async () => {
    reading.current += 1;
    const own = reading.current;
    const answer = await callApi<RundownView>("GET", `/api/shows/${showId}/rundown`).catch(() => null);
    if (answer && own === reading.current) setRun(answer);
  }, [showId]);

  useEffect(() => {
    const socket = liveSocket();
    const hear = (moved: { showId: string }) => {
      if (moved.showId === showId) void read();
    };
    const watch = () => void say("watchTalk", { showId }).then(read);
    socket.on("run", hear);
    socket.on("connect", watch);
    if (socket.connected) watch();
    return () => {
      socket.off("run", hear);
      socket.off("connect", watch);
    };
  }, [showId, read]);
  return { run, read };
}
