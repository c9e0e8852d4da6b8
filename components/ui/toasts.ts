export type ToastMessage = {
  id: number;
  text: string;
  tone: "neutral" | "ok" | "danger";
  action?: { label: string; run: () => void };
};

type NewToast = Omit<ToastMessage, "id" | "tone"> & Partial<Pick<ToastMessage, "tone">>;

const kept = 3;
let shown: readonly ToastMessage[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

/** Says something in passing, politely. Never for what the page itself must show. */
export function showToast({ tone = "neutral", ...rest }: NewToast): number {
  lastId += 1;
  change([...shown, { ...rest, tone, id: lastId }].slice(-kept));
  return lastId;
}

export function dismissToast(id: number): void {
  change(shown.filter((toast) => toast.id !== id));
}

export function currentToasts(): readonly ToastMessage[] {
  return shown;
}

export function watchToasts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function change(next: readonly ToastMessage[]): void {
  shown = next;
  for (const listener of listeners) listener();
}
