/** A round of colour beside the name of an option; nothing where it has none. */
export function Swatch({ colour }: { colour: string | null }) {
  if (!colour) return null;
  return (
    <span
      aria-hidden
      style={{ backgroundColor: colour }}
      className="inline-block size-4 shrink-0 rounded-full border border-edge"
    />
  );
}
