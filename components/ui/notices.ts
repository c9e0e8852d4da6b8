export type Notice = {
  id: number;
  text: string;
  tone: "neutral" | "ok" | "danger";
  action?: { label: string; run: () => void };
};

type NewNotice = Omit<Notice, "id" | "tone"> & Partial<Pick<Notice, "tone">>;

const kept = 3;
let shown: readonly Notice[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

/** Says something in passing, politely. Never for what the page itself must show. */
export function notify({ tone = "neutral", ...rest }: NewNotice): number {
  lastId += 1;
  change([...shown, { ...rest, tone, id: lastId }].slice(-kept));
  return lastId;
}

export function dismissNotice(id: number): void {
  change(shown.filter((notice) => notice.id !== id));
}

export function currentNotices(): readonly Notice[] {
  return shown;
}

export function watchNotices(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function change(next: readonly Notice[]): void {
  shown = next;
  for (const listener of listeners) listener();
}
