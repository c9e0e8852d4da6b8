/** How far a long act has come, 0 to 1; `null` while its length is unknown. */
export function Progress({ label, value }: { label: string; value: number | null }) {
  const percent = value === null ? undefined : Math.round(Math.min(1, Math.max(0, value)) * 100);
  return (
    <div className="grid gap-2">
      <div className="flex justify-between text-sm">
        <span>{label}</span>
        {percent !== undefined && <span className="figures text-soft">{percent}%</span>}
      </div>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        className="h-1 overflow-hidden bg-rule"
      >
        {percent === undefined ? (
          <span className="block h-full w-1/3 animate-sweep bg-ink" />
        ) : (
          <span className="block h-full bg-ink transition-[width]" style={{ width: `${percent}%` }} />
        )}
      </div>
    </div>
  );
}
