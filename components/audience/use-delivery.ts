"use client";

import { useTranslations } from "next-intl";
import { useCallback, useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import { useRefusalWords } from "#components/session/use-refusal-words.ts";
import type { Ack, LiveMessage } from "#lib/live/contract.ts";
import { liveSocket } from "#lib/live/socket.ts";
import { keptLines, type UnsentLine } from "./kept-lines.ts";
import { isNamed } from "./own-name.ts";

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
  const { kept, unsent, setUnsent, show, replace, discard } = useUnsent({ showId, account, isGuest });
  const { isUnderWay, say, isOwn } = useSaying(sendChat, setNote);
  const again = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  async function deliver(line: UnsentLine): Promise<boolean> {
    setNote(null);
    kept.keep(line);
    const isCutOff = !liveSocket().connected;
    const late = setTimeout(() => show(line), isCutOff ? 0 : shownAfterMs);
    const refusal = await say(line);
    clearTimeout(late);
    if (refusal && isPassing(refusal)) {
      show(line);
      comeAgain(againAfterMs);
      return true;
    }
    discard(line.key);
    if (refusal && codeOf(refusal) === "chat_name_needed") {
      onNameNeeded(line);
      return true;
    }
    if (refusal) refuse(refusal);
    return !refusal;
  }

  const sayRest = useEffectEvent(async () => {
    for (const line of unsent) {
      if (line.isOld || isUnderWay(line)) continue;
      if (Date.now() - line.writtenAt > oldAfterMs) {
        replace({ ...line, isOld: true });
        continue;
      }
      if (!(await isNamed())) {
        discard(line.key);
        return onNameNeeded(line);
      }
      const refusal = await say(line);
      if (refusal && (isPassing(refusal) || codeOf(refusal) === "rate_limited")) return comeAgain(againAfterMs);
      discard(line.key);
      // Said already: its first answer was lost, and somebody has talked since.
      if (refusal && codeOf(refusal) !== "chat_repeated") refuse(refusal);
    }
  });

  function comeAgain(inMs: number): void {
    clearTimeout(again.current);
    again.current = setTimeout(() => void sayRest(), inMs);
  }

  const takeUp = useEffectEvent(() => comeAgain(afterReloadMs));

  useEffect(() => {
    const waiting = kept.read();
    setUnsent(waiting);
    if (waiting.length > 0) takeUp();
  }, [kept, setUnsent]);

  useWhenBack(() => comeAgain(0));
  useEffect(() => () => clearTimeout(again.current), []);

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

/** Whenever there is a line to the server again. */
function useWhenBack(goOn: () => void): void {
  const back = useEffectEvent(goOn);
  useEffect(() => {
    const socket = liveSocket();
    const hear = () => back();
    socket.on("connect", hear);
    return () => socket.off("connect", hear);
  }, []);
}

/** The lines that were not taken yet: those on the screen, and those that outlive the page. */
function useUnsent({ showId, account, isGuest }: Omit<Speaker, "sendChat">) {
  const [unsent, setUnsent] = useState<UnsentLine[]>([]);
  const kept = useMemo(() => keptLines({ showId, account, isGuest }), [showId, account, isGuest]);
  const show = (line: UnsentLine) =>
    setUnsent((lines) => (lines.some(({ key }) => key === line.key) ? lines : [...lines, line]));
  const replace = (line: UnsentLine) => {
    kept.keep(line);
    setUnsent((lines) => lines.map((each) => (each.key === line.key ? line : each)));
  };
  const discard = (key: string) => {
    kept.drop(key);
    setUnsent((lines) => lines.filter((line) => line.key !== key));
  };
  return { kept, unsent, setUnsent, show, replace, discard };
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

/** What was taken and is not in the talk: it waits for a moderator, for a reason, or only staff read it. */
type Aside = { held?: string };

function useSaying(sendChat: Speaker["sendChat"], onAside: (words: string) => void) {
  const t = useTranslations("room.chat");
  const underWay = useRef(new Set<string>());
  const own = useRef(new Set<unknown>());
  return {
    isOwn: useCallback(({ id }: LiveMessage) => own.current.has(id), []),
    isUnderWay: ({ key }: UnsentLine) => underWay.current.has(key),
    /** Null when it was taken, else the refusal. */
    say: async ({ body, key, answers }: UnsentLine): Promise<unknown> => {
      underWay.current.add(key);
      const answer = await sendChat({ body, key, ...(answers && { answers }) }).catch(
        (refusal: unknown) => refusal ?? { code: "offline" },
      );
      underWay.current.delete(key);
      own.current.add(idOf(answer));
      const aside = asideOf(answer);
      if (aside) onAside(aside.held ? t("held", { rule: aside.held }) : t("whispered"));
      return isTaken(answer) ? null : answer;
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

function idOf(answer: unknown): unknown {
  return isTaken(answer) ? Reflect.get(Object(Reflect.get(Object(answer), "data")), "id") : undefined;
}

function asideOf(answer: unknown): Aside | null {
  const data = isTaken(answer) ? Reflect.get(Object(answer), "data") : null;
  if (typeof data !== "object" || data === null) return null;
  if ("held" in data) return { held: String(data.held) };
  return "whispered" in data ? {} : null;
}

function codeOf(refusal: unknown): unknown {
  return typeof refusal === "object" && refusal !== null && "code" in refusal ? refusal.code : "offline";
}

function isPassing(refusal: unknown): boolean {
  return passing.has(String(codeOf(refusal)));
}
