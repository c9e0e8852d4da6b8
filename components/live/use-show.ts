"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { type Connection, useConnection } from "#components/live/use-connection.ts";
import { ensureAccount } from "#components/session/ensure-account.ts";
import { applyFrame, applySnapshot, missesFrames } from "#lib/live/apply.ts";
import type { Ack, Frame, Snapshot } from "#lib/live/contract.ts";
import { isLiveMessage, isSnapshot } from "#lib/live/is-snapshot.ts";
import { liveSocket, say } from "#lib/live/socket.ts";

export type LiveShow = {
  show: Snapshot;
  connection: Connection;
  like: () => void;
  /** Under the same `key` a line may be said again: it is written once. */
  sendChat: (line: { body: string; key?: string }) => Promise<Ack>;
};

const likesEvery = 1000;
const maxLikesAtOnce = 50;
const againMs = 2000;

/** A show as it happens: joins its room, applies frames, and fetches the whole picture after a gap or a reconnect. */
export function useShow(initial: Snapshot, { watching = true } = {}): LiveShow {
  const { showId } = initial;
  const [show, setShow] = useState(initial);
  const connection = useConnection();
  const sendLike = useLikes(showId);

  useEffect(() => followRoom(showId, watching, setShow), [showId, watching]);

  const like = useCallback(() => {
    sendLike();
    setShow((room) => ({ ...room, likes: room.likes + 1 }));
  }, [sendLike]);

  const sendChat = useCallback(
    async (said: { body: string; key?: string }): Promise<Ack> => {
      let answer = await say("chat", { showId, ...said });
      if (!answer.ok && answer.code === "not_signed_in") {
        await ensureAccount();
        answer = await say("chat", { showId, ...said });
      }
      // One's own line is always shown, even when a crowd's chat is sampled.
      const line = answer.ok && isLiveMessage(answer.data) ? answer.data : null;
      if (line) {
        setShow((room) =>
          room.chat.some(({ id }) => id === line.id) ? room : { ...room, chat: [...room.chat, line] },
        );
      }
      return answer;
    },
    [showId],
  );

  return { show, connection, like, sendChat };
}

/** Joins the room and keeps its picture whole until it is left; answers with what leaves it. */
function followRoom(showId: string, watching: boolean, change: (next: (room: Snapshot) => Snapshot) => void) {
  const socket = liveSocket();
  let left = false;
  let fetching = false;
  let again: ReturnType<typeof setTimeout> | undefined;

  async function join() {
    const answer = await say("join", { showId, watching });
    const whole = answer.ok && isSnapshot(answer.data) ? answer.data : null;
    if (whole && !left) change((room) => applySnapshot(room, whole));
  }
  async function fetchWhole() {
    if (fetching) return;
    fetching = true;
    await new Promise((resume) => setTimeout(resume, Math.random() * 400));
    const whole = await readWhole(showId);
    if (whole && !left) change((room) => applySnapshot(room, whole));
    fetching = false;
    clearTimeout(again);
    if (!whole && !left) again = setTimeout(fetchWhole, againMs);
  }
  function hear(frame: Frame) {
    if (frame.showId !== showId) return;
    change((room) => {
      if (missesFrames(room, frame)) void fetchWhole();
      return applyFrame(room, frame);
    });
  }

  socket.on("frame", hear);
  socket.on("connect", join);
  if (socket.connected) void join();
  return () => {
    left = true;
    clearTimeout(again);
    socket.off("frame", hear);
    socket.off("connect", join);
    void say("leave", { showId });
  };
}

/** Hearts go out together once a second; gives what counts one more. */
function useLikes(showId: string): () => void {
  const waiting = useRef(0);
  useEffect(() => {
    const timer = setInterval(() => {
      const n = Math.min(waiting.current, maxLikesAtOnce);
      if (n === 0) return;
      waiting.current -= n;
      void say("like", { showId, n });
    }, likesEvery);
    return () => clearInterval(timer);
  }, [showId]);
  return useCallback(() => {
    waiting.current += 1;
  }, []);
}

/** Null when it did not come whole, for whatever reason. */
async function readWhole(showId: string): Promise<Snapshot | null> {
  try {
    const response = await fetch(`/api/shows/${showId}/snapshot`);
    const whole: unknown = response.ok ? await response.json() : null;
    return isSnapshot(whole) ? whole : null;
  } catch {
    return null;
  }
}
