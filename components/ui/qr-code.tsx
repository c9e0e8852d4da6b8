import { clsx } from "clsx";

type QrCodeProps = {
  /** How many squares wide, and a path that draws the dark ones. */
  qr: { size: number; path: string };
  label: string;
  className?: string;
};

/** Dark on light whatever the page: cameras read no other. */
export function QrCode({ qr: { size, path }, label, className }: QrCodeProps) {
  return (
    <div data-theme="light" className={clsx("bg-paper p-2 text-ink", className)}>
      <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
        <path d={path} fill="currentColor" />
      </svg>
    </div>
  );
}
