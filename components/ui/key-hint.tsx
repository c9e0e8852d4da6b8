/** The key that does the same: `<KeyHint>G</KeyHint>`. */
export function KeyHint({ children }: { children: string }) {
  return (
    <kbd className="inline-flex h-5 min-w-5 items-center justify-center rounded-xs border border-edge px-1 font-mono text-2xs text-soft">
      {children}
    </kbd>
  );
}
