import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { ApiRefusal, callApi } from "#components/session/call-api.ts";
import { useRefusalWords } from "#components/session/use-refusal-words.ts";
import { showToast } from "#components/ui/toasts.ts";
import { type DropChange, type DropInput, dropInput, type FireInput } from "#lib/drops/schema.ts";
import type { LiveDrop } from "#lib/live/contract.ts";

export type Drops = ReturnType<typeof useDrops>;

/** The drops of one show under the host's hands: prepared ones from the page, the others as the live line tells, and every act. */
export function useDrops(showId: string, initial: LiveDrop[], live: LiveDrop[]) {
  const { list, saved, forget } = useDropList(initial, live);
  const { busy, run, say } = useDropAct(saved);
  const [ending, setEnding] = useState<LiveDrop | null>(null);
  const t = useTranslations("dropDesk");

  /** All of these come to the same when a cut line makes the page ask twice. */
  const send = (verb: "POST" | "PUT" | "PATCH", { id }: LiveDrop, path: string, body?: object) =>
    run(() => callApi<LiveDrop>(verb, `/api/drops/${id}${path}`, { body, isOneAct: true }));
  const prepare = (input: DropInput) => callApi<LiveDrop>("POST", `/api/shows/${showId}/drops`, { body: input });

  const disarm = async (drop: LiveDrop) => {
    if (await send("POST", drop, "/disarm")) showToast({ text: t("said.disarmed", { count: drop.units }) });
  };
  const arm = async (drop: LiveDrop) => {
    const armed = await send("POST", drop, "/arm");
    if (!armed) return;
    const undo = { label: t("undo"), run: () => void disarm(armed) };
    showToast({ tone: "ok", text: t("said.armed", { count: armed.units }), action: undo });
  };
  const discard = async (drop: LiveDrop) => {
    try {
      await callApi("DELETE", `/api/drops/${drop.id}`);
    } catch (refusal) {
      return say(refusal);
    }
    forget(drop.id);
    const undo = { label: t("undo"), run: () => void run(() => prepare(inputOf(drop))) };
    showToast({ text: t("said.discarded", { title: drop.title }), action: undo });
  };

  return {
    ...{ list, busy, ending, setEnding, saved, prepare, arm, disarm, discard },
    /** Those that something happens in: open ones first. */
    live: list.filter(isLive).toSorted((a, b) => Number(b.status === "OPEN") - Number(a.status === "OPEN")),
    change: ({ id }: LiveDrop, change: DropChange) => callApi<LiveDrop>("PATCH", `/api/drops/${id}`, { body: change }),
    fire: ({ id }: LiveDrop, when: FireInput) =>
      run(() => callApi<LiveDrop>("POST", `/api/drops/${id}/fire`, { body: when })),
    pause: (drop: LiveDrop, paused: boolean) => send("PUT", drop, "/pause", { paused }),
    close: (drop: LiveDrop) => send("POST", drop, "/close"),
    setChallenge: (drop: LiveDrop, challenge: boolean) => send("PATCH", drop, "", { challenge }),
  };
}

/** A drop as it was prepared. */
function inputOf(drop: LiveDrop): DropInput {
  const { editionId, title, language, texts, units, perPersonLimit, seconds, mode, holdSeconds, challenge } = drop;
  const prices = (drop.prices ?? []).map(({ lowestMinor: _, ...price }) => price);
  const terms = { units, perPersonLimit, seconds, mode, holdSeconds, challenge, prices };
  return dropInput.parse({ editionId, title, language, texts, ...terms });
}

/** What the page knows and what the live line tells, the later of both. */
function useDropList(initial: LiveDrop[], live: LiveDrop[]) {
  const [own, setOwn] = useState(initial);
  useEffect(() => setOwn((before) => newest(before, initial)), [initial]);
  // A prepared drop that only the live line remembers was thrown away after it had been taken back.
  const known = live.filter(({ id, status }) => status !== "PREPARED" || own.some((drop) => drop.id === id));
  return {
    list: newest(own, known),
    saved: (drop: LiveDrop) => setOwn((before) => newest(before, [drop])),
    forget: (id: string) => setOwn((before) => before.filter((each) => each.id !== id)),
  };
}

/** One act at a time: the drop as it is afterwards, or null after its refusal was said. */
function useDropAct(saved: (drop: LiveDrop) => void) {
  const t = useTranslations("dropDesk");
  const sayRefusal = useRefusalWords();
  const [busy, setBusy] = useState(false);

  function say(refusal: unknown): void {
    const left = refusal instanceof ApiRefusal && refusal.code === "too_few_left" ? refusal.detail.available : null;
    const text = typeof left === "number" ? t("tooFewLeft", { count: left }) : sayRefusal(refusal);
    showToast({ text, tone: "danger" });
  }

  async function run(work: () => Promise<LiveDrop>): Promise<LiveDrop | null> {
    setBusy(true);
    try {
      const drop = await work();
      saved(drop);
      return drop;
    } catch (refusal) {
      say(refusal);
      return null;
    } finally {
      setBusy(false);
    }
  }

  return { busy, run, say };
}

export function isLive({ status }: LiveDrop): boolean {
  return status === "ARMED" || status === "OPEN";
}

/** By id, the later version of each, in the order they were first known. */
function newest(known: LiveDrop[], news: LiveDrop[]): LiveDrop[] {
  const merged = new Map(known.map((drop) => [drop.id, drop]));
  for (const drop of news) if (drop.version >= (merged.get(drop.id)?.version ?? 0)) merged.set(drop.id, drop);
  return [...merged.values()];
}
