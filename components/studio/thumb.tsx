import { clsx } from "clsx";

/** A product or poster, small and square; its first letter while it has no picture. */
export function Thumb({ src, name, className }: { src: string | null; name: string; className?: string }) {
  return (
    <span
      className={clsx(
        "grid shrink-0 place-items-center overflow-hidden rounded-sm bg-sunk text-faint text-xs",
        className ?? "size-12",
      )}
    >
      {src ? (
        // biome-ignore lint/performance/noImgElement: images are served as they are
        <img src={src} alt="" loading="lazy" className="size-full object-cover" />
      ) : (
        <span aria-hidden>{[...name][0]}</span>
      )}
    </span>
  );
}
