"use client";

import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useEffectEvent,
  useMemo,
  useRef,
  useState,
} from "react";
import { callApi } from "#components/session/call-api.ts";
import type { QueueEntry } from "#lib/live/contract.ts";
import { liveSocket } from "#lib/live/socket.ts";
import type { QueueView } from "#lib/queue/schema.ts";
import { rememberDismissed, rememberedDismissed } from "./dismissed-places.ts";

/** A place as last heard: the entry always, the rest once it was read whole. */
export type OwnPlace = QueueEntry & Partial<QueueView>;

type Places = {
  places: OwnPlace[];
  /** A place that was just taken here. */
  take: (entry: QueueEntry) => void;
  /** Reads them all again. */
  reload: () => void;
  /** Puts a place that has ended out of sight. */
  dismiss: (id: string) => void;
};

const Context = createContext<Places>({ places: [], take: noop, reload: noop, dismiss: noop });

type OwnPlacesProps = {
  /** As the page read them, newest first. */
  initial: QueueView[];
  /** The page keeps a line to the server anyhow; else one is opened while somebody waits. */
  isLive?: boolean;
  children: ReactNode;
};

/** Where this account waits, kept true by the live line, on whatever device a place was taken. */
export function OwnPlaces({ initial, isLive = false, children }: OwnPlacesProps) {
  const [all, setAll] = useState<OwnPlace[]>(initial);
  const [dismissed, setDismissed] = useState<readonly string[]>([]);
  const known = useRef(all);
  known.current = all;

  const hold = useCallback((news: OwnPlace[]) => setAll((before) => merge(before, news)), []);
  const reload = useCallback(() => void callApi<QueueView[]>("GET", "/api/line").then(hold, () => undefined), [hold]);
  const take = useCallback(
    (entry: QueueEntry) => {
      hold([entry]);
      // How many stand before a place on a waitlist is nowhere but there; a drop tells it to everybody.
      if (!entry.dropId) reload();
    },
    [hold, reload],
  );
  const dismiss = useCallback((id: string) => setDismissed(rememberDismissed(id)), []);
  useEffect(() => setDismissed(rememberedDismissed()), []);
  useEffect(() => hold(initial), [initial, hold]);

  const isWaiting = all.some(({ state }) => state === "WAITING");
  const hear = useEffectEvent((entry: QueueEntry) => {
    if (known.current.some(({ id }) => id === entry.id)) hold([entry]);
    else take(entry);
  });
  const comeBack = useEffectEvent(() => {
    if (known.current.length > 0) reload();
  });

  useEffect(() => {
    if (!isLive && !isWaiting) return;
    const socket = liveSocket();
    const onLine = (entry: QueueEntry) => hear(entry);
    const onConnect = () => comeBack();
    socket.on("line", onLine);
    socket.on("connect", onConnect);
    return () => {
      socket.off("line", onLine);
      socket.off("connect", onConnect);
    };
  }, [isLive, isWaiting]);

  const value = useMemo(
    () => ({ places: all.filter(({ id }) => !dismissed.includes(id)), take, reload, dismiss }),
    [all, dismissed, take, reload, dismiss],
  );
  return <Context value={value}>{children}</Context>;
}

export function useOwnPlaces(): Places {
  return useContext(Context);
}

/** One's newest place for a drop, or (no drop) on the waitlist of an edition; one that was left is none. */
export function useOwnPlace(editionId: string, dropId: string | null): OwnPlace | undefined {
  return useOwnPlaces().places.find(
    (place) => place.editionId === editionId && place.dropId === dropId && place.state !== "LEFT",
  );
}

/** News over what is known; what the live line said since keeps a settled place settled. */
function merge(before: OwnPlace[], news: OwnPlace[]): OwnPlace[] {
  const known = new Map(before.map((place) => [place.id, place]));
  const fresh = news.map((place) => {
    const old = known.get(place.id);
    known.delete(place.id);
    return old && old.state !== "WAITING" && place.state === "WAITING" ? old : { ...old, ...place };
  });
  const order = (place: OwnPlace) => Date.parse(place.joinedAt ?? "9999-12-31T00:00:00Z");
  return [...fresh, ...known.values()].toSorted((a, b) => order(b) - order(a));
}

function noop() {}
