"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { callApi } from "#components/session/call-api.ts";
import { liveSocket, say } from "#lib/live/socket.ts";
import { type TalkDesk, talkDesk } from "#lib/moderation/schema.ts";

const restMs = 250;

/** What the chat's moderation shows, read again when the server says that it moved, and after every reconnect. */
export function useTalkDesk(showId: string, initial: TalkDesk | null) {
  const [desk, setDesk] = useState(initial);
  const reading = useRef<Promise<void> | null>(null);
  const isStale = useRef(false);
  const [elsewhere, setElsewhere] = useState(0);

  /** However often it is told meanwhile, one reading follows another. */
  const refresh = useCallback((): Promise<void> => {
    isStale.current = true;
    reading.current ??= readUntilFresh(showId, isStale, setDesk).finally(() => {
      reading.current = null;
    });
    return reading.current;
  }, [showId]);

  useEffect(() => {
    const socket = liveSocket();
    const hear = (moved: { showId: string | null }) => {
      if (moved.showId === null) setElsewhere((times) => times + 1);
      if (moved.showId === null || moved.showId === showId) void refresh();
    };
    const watch = () => void say("watchTalk", { showId }).then(refresh);
    socket.on("talk", hear);
    socket.on("connect", watch);
    if (socket.connected) watch();
    return () => {
      socket.off("talk", hear);
      socket.off("connect", watch);
    };
  }, [showId, refresh]);

  /** Another one after each act upon what is listed beside the desk, whoever did it. */
  const version = `${desk?.seen ?? 0} ${elsewhere}`;
  return { desk, refresh, version };
}

async function readUntilFresh(
  showId: string,
  isStale: { current: boolean },
  onRead: (desk: TalkDesk) => void,
): Promise<void> {
  while (isStale.current) {
    isStale.current = false;
    const answer = await callApi("GET", `/api/shows/${showId}/talk`).catch(() => null);
    if (answer) onRead(talkDesk.parse(answer));
    // A busy chat moves many times a second.
    await new Promise((resume) => setTimeout(resume, restMs));
  }
}
