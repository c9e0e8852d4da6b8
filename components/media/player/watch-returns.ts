export type Return = "network" | "viewer";

/** Tells when the network is there again, or the viewer: from another tab or app, a locked screen, the page before. */
export function watchReturns(onReturn: (what: Return) => void): () => void {
  const network = () => onReturn("network");
  const seen = () => {
    if (!document.hidden) onReturn("viewer");
  };
  window.addEventListener("online", network);
  window.addEventListener("pageshow", seen);
  document.addEventListener("visibilitychange", seen);
  return () => {
    window.removeEventListener("online", network);
    window.removeEventListener("pageshow", seen);
    document.removeEventListener("visibilitychange", seen);
  };
}
