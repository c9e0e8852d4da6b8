import { clsx } from "clsx";

/** Where something will stand in a moment; its size comes by `className`. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={clsx("block animate-breathe rounded-sm bg-sunk", className)} />;
}
