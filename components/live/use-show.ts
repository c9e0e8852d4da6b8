"use client";

import { startTransition, useCallback, useEffect, useState } from "react";
import { onLine } from "#components/live/on-line.ts";
import { useConnection } from "#components/live/use-connection.ts";
import { useLikes } from "#components/live/use-likes.ts";
import { type Feed, usePolledRoom } from "#components/live/use-polled-room.ts";
import { ensureAccount } from "#components/session/ensure-account.ts";
import type { Ack, Snapshot } from "#lib/live/contract.ts";
import { crowdViewers } from "#lib/live/crowd.ts";
import { isLiveMessage } from "#lib/live/is-snapshot.ts";
import { say } from "#lib/live/socket.ts";

export type LiveShow = {
  show: Snapshot;
  connection: Feed;
  like: () => void;
  /** Under the same `key` a line may be said again: it is written once. */
  sendChat: (line: { body: string; key?: string; answers?: string }) => Promise<Ack>;
};

/** A show as it happens: joins its room and applies frames; while there is no line, asks for the whole of it again and again. */
export function useShow(initial: Snapshot, { watching = true } = {}): LiveShow {
  const { showId } = initial;
  const [show, setShow] = useState(initial);
  const connection = usePolledRoom(showId, useConnection(), setShow);
  const sendLike = useLikes(showId, show.viewers > crowdViewers);

  // A frame gives way to a finger: what it changes is drawn when nobody taps or types.
  useEffect(
    () => onLine(({ followRoom }) => followRoom(showId, watching, (next) => startTransition(() => setShow(next)))),
    [showId, watching],
  );

  const like = useCallback(() => {
    sendLike();
    // The finger is answered by the heart under it; the whole room need not be drawn within its tap.
    startTransition(() => setShow((room) => ({ ...room, likes: room.likes + 1 })));
  }, [sendLike]);

  const sendChat = useCallback(
    async (said: { body: string; key?: string; answers?: string }): Promise<Ack> => {
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
