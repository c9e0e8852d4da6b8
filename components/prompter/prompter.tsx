"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { useHotkeys } from "#components/studio/desk/use-hotkeys.ts";
import { useRemembered } from "#components/studio/desk/use-remembered.ts";
import { useWakeLock } from "#components/studio/desk/use-wake-lock.ts";
import type { PrompterView } from "#lib/prompter/schema.ts";
import { readingSeconds } from "#lib/prompter/view.ts";
import { PrompterControls } from "./prompter-controls.tsx";
import { usePrompterText } from "./use-prompter-text.ts";
import { useRoll } from "./use-roll.ts";

const speeds = { least: 60, most: 260, step: 10, first: 140 };
const sizes = { least: 2, most: 8, step: 0.5, first: 4 };

export type PrompterHand = ReturnType<typeof usePrompterHand>;

/** The script in large letters, rolling at a speed in words a minute past a strip where the eye rests. */
export function Prompter({ prompterKey, initial }: { prompterKey: string; initial: PrompterView }) {
  const t = useTranslations("prompter");
  const { view, state } = usePrompterText(prompterKey, initial);
  const scroller = useRef<HTMLElement>(null);
  const hand = usePrompterHand(view, scroller);
  useWakeLock(state !== "over");
  if (state === "over") {
    return (
      <main
        data-prompter
        data-theme="dark"
        className="grid h-dvh place-content-center gap-2 bg-paper p-8 text-center text-ink"
      >
        <h1 className="headline text-4xl">{t("ended")}</h1>
        <p className="text-soft text-xl">{t("endedLead")}</p>
      </main>
    );
  }
  return (
    <main data-prompter data-theme="dark" className="flex h-dvh flex-col bg-paper text-ink">
      <header className="flex flex-wrap items-baseline gap-x-6 border-rule border-b px-6 py-2 text-soft">
        <h1 className="min-w-0 flex-1 truncate font-medium text-ink text-xl">{view.title || t("heading")}</h1>
        {view.count > 0 && <span className="figures">{t("place", { place: view.place, count: view.count })}</span>}
        <span className="truncate">{view.next ? t("then", { title: view.next }) : view.count > 0 && t("end")}</span>
        {state === "lost" && (
          <span role="status" className="text-warn">
            {t("lost")}
          </span>
        )}
      </header>
      <section
        ref={scroller}
        data-testid="script"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label={view.title || t("heading")}
        className={clsx(
          "relative min-h-0 flex-1 overflow-y-auto px-[6vw] outline-none",
          hand.isMirrored && "-scale-x-100",
        )}
      >
        <p
          dir="auto"
          style={{ fontSize: `${hand.size}rem` }}
          className="wrap-anywhere whitespace-pre-line pt-[30vh] pb-[70vh] font-medium leading-snug"
        >
          {view.script || t(view.count > 0 ? "noScript" : "noPlan")}
        </p>
      </section>
      <div
        aria-hidden
        className="pointer-events-none absolute inset-x-0 top-[34vh] h-[22vh] border-signal border-l-8 bg-signal/10"
      />
      <PrompterControls hand={hand} />
    </main>
  );
}

/** Speed, letters, mirror and whether it rolls; another part of the plan begins at its top. */
function usePrompterHand(view: PrompterView, scroller: RefObject<HTMLElement | null>) {
  const [isRunning, setRunning] = useState(false);
  const [speed, setSpeed] = useState(speeds.first);
  const [size, setSize] = useState(sizes.first);
  const [isMirrored, setMirrored] = useRemembered("launchroom.prompter-mirror", false);
  const stop = useCallback(() => setRunning(false), []);
  const seconds = readingSeconds(view.script, speed);
  useRoll(scroller, { isRunning, seconds, onEnd: stop });
  const toTop = useCallback(() => {
    if (scroller.current) scroller.current.scrollTop = 0;
  }, [scroller]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another part begins anew
  useEffect(toTop, [view.segmentId]);

  const move = (lines: number) => scroller.current?.scrollBy({ top: lines * size * 16 * 1.4 });
  const hand = {
    ...{ isRunning, speed, size, isMirrored, seconds, toTop },
    toggle: () => setRunning((before) => !before),
    turnSpeed: (steps: number) => setSpeed((before) => within(speeds, before + steps * speeds.step)),
    turnSize: (steps: number) => setSize((before) => within(sizes, before + steps * sizes.step)),
    mirror: () => setMirrored(!isMirrored),
  };
  useHotkeys(
    {
      ...{ " ": hand.toggle, m: hand.mirror, home: toTop },
      ...{ arrowright: () => hand.turnSpeed(1), arrowleft: () => hand.turnSpeed(-1) },
      ...{ arrowdown: () => move(1), arrowup: () => move(-1) },
      ...{ "+": () => hand.turnSize(1), "=": () => hand.turnSize(1), "-": () => hand.turnSize(-1) },
    },
    true,
  );
  return hand;
}

function within({ least, most }: { least: number; most: number }, value: number): number {
  return Math.min(most, Math.max(least, value));
}
