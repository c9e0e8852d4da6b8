"use client";

import { useState } from "react";
import { newUuid } from "#components/session/new-key.ts";
import type { LiveMessage } from "#lib/live/contract.ts";
import type { UnsentLine } from "./kept-lines.ts";
import { isNamed } from "./own-name.ts";
import { type Speaker, useDelivery } from "./use-delivery.ts";

export type Talk = {
  showId: string;
  chat: LiveMessage[];
  unsent: UnsentLine[];
  /** Why the last line was not taken, in words, for a few seconds. */
  note: string | null;
  /** The note says that a moderator silenced them: there is a page where they read more, and may object. */
  isSilenced: boolean;
  isOwn: (line: LiveMessage) => boolean;
  /** The line that waits until its author says what they are called. */
  naming: UnsentLine | null;
  /** There is a name now, or none after all: then the line goes back into the field as `draft`. */
  endNaming: (hasName: boolean) => void;
  draft: string;
  /** The line that the next one answers. */
  answering: LiveMessage | null;
  answer: (line: LiveMessage | null) => void;
  /** False when the line was refused and belongs back into the hands of its author. */
  send: (body: string) => Promise<boolean>;
  sendAgain: (line: UnsentLine) => void;
  discard: (key: string) => void;
};

/** What one says in the room: under a name, which is asked for at the first line, and perhaps to somebody. */
export function useChat(speaker: Speaker & Pick<Talk, "chat">): Talk {
  const [naming, setNaming] = useState<UnsentLine | null>(null);
  const [draft, setDraft] = useState("");
  const [answering, answer] = useState<LiveMessage | null>(null);
  const { deliver, goOn, ...delivery } = useDelivery(speaker, setNaming);

  async function send(body: string): Promise<boolean> {
    const answers = answering ? { answers: answering.id } : {};
    const line = { key: newUuid(), body, writtenAt: Date.now(), isOld: false, ...answers };
    answer(null);
    setDraft("");
    if (await isNamed()) return deliver(line);
    setNaming(line);
    return true;
  }

  function endNaming(hasName: boolean): void {
    const line = naming;
    setNaming(null);
    if (!line) return;
    if (!hasName) {
      setDraft(line.body);
      return;
    }
    void deliver(line).then((isOut) => {
      if (!isOut) setDraft(line.body);
      goOn();
    });
  }

  return { showId: speaker.showId, chat: speaker.chat, ...delivery, naming, endNaming, draft, answering, answer, send };
}
