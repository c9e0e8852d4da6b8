"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import { Announce } from "#components/ui/announce.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { useAct } from "./use-act.ts";

type MoveButtonsProps = {
  id: string;
  /** All of the list, in the order of now. */
  ids: string[];
  up: string;
  down: string;
  /** Said when it has come to stand there, from 1. */
  placed: (place: number) => string;
  save: (ids: string[]) => Promise<unknown>;
};

/** One place up or down. The buttons keep the focus, so that a key moves it on. */
export function MoveButtons({ id, ids, up, down, placed, save }: MoveButtonsProps) {
  const { busy, run } = useAct();
  const place = ids.indexOf(id);
  const last = ids.length - 1;

  const move = (to: number) => {
    if (busy || to < 0 || to > last) return;
    void run(() => save(ids.filter((each) => each !== id).toSpliced(to, 0, id)));
  };

  const look = "text-soft aria-disabled:opacity-45";
  return (
    <>
      <IconButton small label={up} aria-disabled={place === 0} onClick={() => move(place - 1)} className={look}>
        <ArrowUp aria-hidden />
      </IconButton>
      <IconButton small label={down} aria-disabled={place === last} onClick={() => move(place + 1)} className={look}>
        <ArrowDown aria-hidden />
      </IconButton>
      <Announce of={String(place)} text={placed(place + 1)} />
    </>
  );
}
