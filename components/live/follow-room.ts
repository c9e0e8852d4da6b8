import { applyFrame, applySnapshot, missesFrames } from "#lib/live/apply.ts";
import type { Frame, LiveMessage, Snapshot } from "#lib/live/contract.ts";
import { liveSocket, say } from "#lib/live/socket.ts";

export type ChangeRoom = (next: (room: Snapshot) => Snapshot) => void;

const againMs = 2000;
/** A network that loses frames is not helped by a snapshot each time. */
const healEveryMs = 3000;

/** Joins the room and keeps its picture whole until it is left; answers with what leaves it. */
export function followRoom(showId: string, watching: boolean, change: ChangeRoom): () => void {
  const socket = liveSocket();
  let left = false;
  let again: ReturnType<typeof setTimeout> | undefined;
  let healedAt = Number.NEGATIVE_INFINITY;

  /** The snapshot comes by itself, before the answer. */
  async function join() {
    clearTimeout(again);
    again = undefined;
    healedAt = performance.now();
    const answer = await say("join", { showId, watching, visible: !document.hidden });
    if (!answer.ok && socket.connected) comeAgain(againMs);
  }
  function comeAgain(delay: number) {
    if (!left) again ??= setTimeout(join, delay);
  }
  function heal() {
    comeAgain(Math.max(0, healedAt + healEveryMs - performance.now()));
  }
  function hear(frame: Frame) {
    if (frame.showId !== showId) return;
    change((room) => {
      // What a hidden tab misses, it gets when it is seen.
      if (missesFrames(room, frame) && !document.hidden) heal();
      return applyFrame(room, frame);
    });
  }
  function hearWhole(whole: Snapshot, ...since: Frame[]) {
    if (whole.showId === showId) change((room) => applySnapshot(room, since.reduce(applyFrame, whole)));
  }
  async function tellSight() {
    if (!socket.connected) return;
    const answer = await say("visible", { showId, visible: !document.hidden });
    if (!answer.ok && socket.connected) comeAgain(againMs);
  }

  /** What is said to this account comes by itself, also where a crowd's talk is sampled. */
  function hearAddressed({ showId: of, line }: { showId: string; line: LiveMessage }) {
    if (of !== showId) return;
    change((room) => (room.chat.some(({ id }) => id === line.id) ? room : { ...room, chat: [...room.chat, line] }));
  }

  socket.on("addressed", hearAddressed);
  socket.on("frame", hear);
  socket.on("snapshot", hearWhole);
  socket.on("connect", join);
  document.addEventListener("visibilitychange", tellSight);
  if (socket.connected) void join();
  return () => {
    left = true;
    clearTimeout(again);
    socket.off("addressed", hearAddressed);
    socket.off("frame", hear);
    socket.off("snapshot", hearWhole);
    socket.off("connect", join);
    document.removeEventListener("visibilitychange", tellSight);
    if (socket.connected) void say("leave", { showId });
  };
}
