import { goLiveId } from "./air-panel.tsx";
import { otherOfBoth } from "./layout-buttons.tsx";
import type { Cockpit } from "./use-cockpit.ts";
import { useHotkeys } from "./use-hotkeys.ts";
import { type Panic, panicKeys } from "./use-panic.ts";

/** One key for everything that must not wait while the host talks; `?` lists them, also while they are off. */
export function useDeskKeys(cockpit: Cockpit, isOn: boolean, onList: () => void): void {
  const { desk, drops, lead, studio, captioning, isLive, isEnded } = cockpit;
  const { products } = desk.view;
  const pins = products.slice(0, 9).map(({ id }, index) => [String(index + 1), () => void desk.pin(id)] as const);
  const pinned = products.find(({ id }) => id === desk.live.pinned);
  const [running] = drops.live;
  const prepared = drops.list.find(({ status }) => status === "PREPARED");
  useHotkeys(
    {
      ...Object.fromEntries(pins),
      "0": () => void desk.unpin(),
      s: () => pinned && void cockpit.turnSales(pinned),
      h: cockpit.shield.toggle,
      g: () => document.getElementById(goLiveId)?.focus(),
      e: () => isLive && cockpit.setEnding(true),
      d: () => prepared && !drops.busy && void drops.arm(prepared),
      f: () => running?.status === "ARMED" && !running.pausedAt && void drops.fire(running, { inSeconds: lead }),
      j: () => studio.setLayout("face"),
      k: () => studio.setLayout("product"),
      l: () => studio.setLayout(otherOfBoth(studio.layout)),
      ...panicActs(cockpit.panic),
      n: () => isLive && cockpit.rundown.next(),
      b: () => isLive && cockpit.rundown.back(),
      x: () => running && drops.setEnding(running),
      ...questionKeys(cockpit),
      c: () => {
        cockpit.setPane("chat");
        cockpit.setTalkPart("chat");
        cockpit.chatField.current?.focus();
      },
      t: () => {
        cockpit.setPane("captions");
        cockpit.captionField.current?.focus();
      },
      " ": captioning.sendNext,
    },
    isOn && !isEnded,
  );
  useHotkeys({ "?": onList }, true);
}

/** One key for each, and the same key again. */
function panicActs({ kinds, toggle }: Panic): Record<string, () => void> {
  return Object.fromEntries(kinds.map((kind) => [panicKeys[kind], () => toggle(kind)]));
}

/** Questions under the left hand: show them, the most wanted on air or off it, answered, put aside. */
function questionKeys({ questions, setPane, setTalkPart, questionList }: Cockpit): Record<string, () => void> {
  const [first] = questions.page.questions;
  const open = questions.which === "open" ? first : undefined;
  const { onAirId } = questions;
  return {
    v: () => {
      setPane("chat");
      setTalkPart("questions");
      questionList.current?.focus();
    },
    q: () => void (onAirId ? questions.takeOn(null) : open && questions.takeOn(open.id)),
    a: () => void (onAirId && questions.answered(onAirId)),
    w: () => void (open && questions.aside(open)),
  };
}
