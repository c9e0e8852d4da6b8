import { clsx } from "clsx";

/** The key that does the same: `<KeyHint>G</KeyHint>`; `onButton` in the colour of the button that it stands on. */
export function KeyHint({ children, onButton = false }: { children: string; onButton?: boolean }) {
  return (
    <kbd
      className={clsx(
        "inline-flex h-5 min-w-5 items-center justify-center rounded-xs border px-1 font-mono text-2xs",
        onButton ? "border-current" : "border-edge text-soft",
      )}
    >
      {children}
    </kbd>
  );
}
