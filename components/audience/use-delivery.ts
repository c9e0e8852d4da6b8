"use client";

import { useTranslations } from "next-intl";
import { useCallback, useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import { useRefusalWords } from "#components/session/use-refusal-words.ts";
import type { Ack, LiveMessage } from "#lib/live/contract.ts";
import { liveSocket } from "#lib/live/socket.ts";
import { type HeldState, keptLines, type UnsentLine } from "./kept-lines.ts";
import { isNamed } from "./own-name.ts";
import { useOwnLines } from "./use-own-lines.ts";

export type Speaker = {
  showId: string;
  /** Null for whoever has none yet. */
  account: string | null;
  isGuest: boolean;
  sendChat: (line: { body: string; key: string; answers?: string }) => Promise<Ack>;
};

const noteForMs = 6000;
const shownAfterMs = 1200;
const againAfterMs = 3000;
const afterReloadMs = 300;
/** A word to a moment that is long past is not said without asking. */
const oldAfterMs = 300_000;
const passing = new Set(["offline", "overloaded", "database_unavailable"]);

/**
 * What one says in the room. A line whose answer does not come stays here, also when the page is loaded anew, and is said
 * again, under the same key, when the line to the server is back: the server writes it once.
 */
export function useDelivery({ showId, account, isGuest, sendChat }: Speaker, onNameNeeded: (line: UnsentLine) => void) {
  const [note, setNote] = usePassingNote();
  const { isSilenced, refuse } = useRefused(setNote);
  const { kept, unsent, setUnsent, show, put, discard } = useUnsent({ showId, account, isGuest });
  const { isUnderWay, say, isOwn } = useSaying(sendChat, { put, discard, onWhispered: setNote });
  const comeAgain = useLater(sayRest);

  async function deliver(line: UnsentLine): Promise<boolean> {
    setNote(null);
    kept.keep(line);
    const isCutOff = !liveSocket().connected;
    const late = setTimeout(() => show(line), isCutOff ? 0 : shownAfterMs);
    const refusal = await say(line);
    clearTimeout(late);
    if (!refusal) return true;
    if (isPassing(refusal)) {
      show(line);
      comeAgain(againAfterMs);
      return true;
    }
    discard(line.key);
    if (codeOf(refusal) === "chat_name_needed") {
      onNameNeeded(line);
      return true;
    }
    refuse(refusal);
    return false;
  }

  async function sayRest(): Promise<void> {
    for (const line of unsent) {
      if (line.isOld || isUnderWay(line) || (line.held && line.held.state !== "waiting")) continue;
      if (!line.held && Date.now() - line.writtenAt > oldAfterMs) {
        put({ ...line, isOld: true });
        continue;
      }
      if (!(await isNamed())) {
        discard(line.key);
        return onNameNeeded(line);
      }
      const refusal = await say(line);
      if (!refusal) continue;
      if (isPassing(refusal) || codeOf(refusal) === "rate_limited") return comeAgain(againAfterMs);
      discard(line.key);
      // Said already: its first answer was lost, and somebody has talked since.
      if (codeOf(refusal) !== "chat_repeated") refuse(refusal);
    }
  }

  const takeUp = useEffectEvent(() => comeAgain(afterReloadMs));

  useEffect(() => {
    const waiting = kept.read();
    setUnsent(waiting);
    if (waiting.length > 0) takeUp();
  }, [kept, setUnsent]);

  useOwnLines(showId, { unsent, put, discard });

  const sendAgain = (line: UnsentLine) => {
    discard(line.key);
    void deliver({ ...line, writtenAt: Date.now(), isOld: false }).then((isOut) => {
      if (isOut) return;
      kept.keep(line);
      show(line);
    });
  };
  return { unsent, note, isSilenced, isOwn, deliver, goOn: () => comeAgain(0), sendAgain, discard };
}

/** Does something later: when it is asked to, and whenever there is a line to the server again. */
function useLater(act: () => Promise<void>): (inMs: number) => void {
  const later = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const actNow = useEffectEvent(act);
  const comeAgain = useCallback((inMs: number) => {
    clearTimeout(later.current);
    later.current = setTimeout(() => void actNow(), inMs);
  }, []);
  useEffect(() => {
    const socket = liveSocket();
    const hear = () => comeAgain(0);
    socket.on("connect", hear);
    return () => {
      clearTimeout(later.current);
      socket.off("connect", hear);
    };
  }, [comeAgain]);
  return comeAgain;
}

/** The lines that were not taken yet: those on the screen, and those that outlive the page. */
function useUnsent({ showId, account, isGuest }: Omit<Speaker, "sendChat">) {
  const [unsent, setUnsent] = useState<UnsentLine[]>([]);
  const kept = useMemo(() => keptLines({ showId, account, isGuest }), [showId, account, isGuest]);
  const show = (line: UnsentLine) =>
    setUnsent((lines) => (lines.some(({ key }) => key === line.key) ? lines : [...lines, line]));
  const put = (line: UnsentLine) => {
    kept.keep(line);
    setUnsent((lines) =>
      lines.some(({ key }) => key === line.key)
        ? lines.map((each) => (each.key === line.key ? line : each))
        : [...lines, line],
    );
  };
  const discard = (key: string) => {
    kept.drop(key);
    setUnsent((lines) => lines.filter((line) => line.key !== key));
  };
  return { kept, unsent, setUnsent, show, put, discard };
}

/** Says in words why a line was not taken. */
function useRefused(say: (words: string) => void) {
  const words = useRefusalWords();
  const [isSilenced, setSilenced] = useState(false);
  const refuse = (refusal: unknown) => {
    setSilenced(["chat_silenced", "chat_banned"].includes(String(codeOf(refusal))));
    say(words(refusal));
  };
  return { isSilenced, refuse };
}

type Settling = Pick<ReturnType<typeof useUnsent>, "put" | "discard"> & { onWhispered: (words: string) => void };

function useSaying(sendChat: Speaker["sendChat"], { put, discard, onWhispered }: Settling) {
  const t = useTranslations("room.chat");
  const underWay = useRef(new Set<string>());
  const own = useRef(new Set<unknown>());
  return {
    isOwn: useCallback(({ id }: LiveMessage) => own.current.has(id), []),
    isUnderWay: ({ key }: UnsentLine) => underWay.current.has(key),
    /** Null when it was taken: then it is in the talk, or stays here with why it is not. Else the refusal. */
    say: async (line: UnsentLine): Promise<unknown> => {
      const { body, key, answers } = line;
      underWay.current.add(key);
      const answer = await sendChat({ body, key, ...(answers && { answers }) }).catch(
        (refusal: unknown) => refusal ?? { code: "offline" },
      );
      underWay.current.delete(key);
      if (!isTaken(answer)) return answer;
      const data = dataOf(answer);
      own.current.add(Reflect.get(data, "id"));
      if ("whispered" in data) onWhispered(t("whispered"));
      if ("held" in data) put({ ...line, held: heldOf(data) });
      else discard(key);
      return null;
    },
  };
}

function usePassingNote() {
  const [note, setNote] = useState<string | null>(null);
  useEffect(() => {
    if (!note) return;
    const timer = setTimeout(() => setNote(null), noteForMs);
    return () => clearTimeout(timer);
  }, [note]);
  return [note, setNote] as const;
}

function isTaken(answer: unknown): boolean {
  return typeof answer === "object" && answer !== null && "ok" in answer && answer.ok === true;
}

function dataOf(answer: unknown): object {
  const data = Reflect.get(Object(answer), "data");
  return typeof data === "object" && data !== null ? data : {};
}

function heldOf(data: object): HeldState {
  const { id, held, state } = Object(data);
  return { id, rule: held, state };
}

function codeOf(refusal: unknown): unknown {
  return typeof refusal === "object" && refusal !== null && "code" in refusal ? refusal.code : "offline";
}

function isPassing(refusal: unknown): boolean {
  return passing.has(String(codeOf(refusal)));
}
