import { clsx } from "clsx";
import type { ComponentProps, ReactNode } from "react";

type CheckboxProps = Omit<ComponentProps<"input">, "type"> & { label: ReactNode; hint?: ReactNode };

/** The browser's own checkbox in our ink, its whole row pressable. */
export function Checkbox({ label, hint, className, ...rest }: CheckboxProps) {
  return (
    <label className={clsx("flex min-h-11 items-start gap-3 py-2.5 has-disabled:text-faint", className)}>
      <input {...rest} type="checkbox" className="m-0.5 size-5 shrink-0 accent-ink" />
      <LabelText label={label} hint={hint} />
    </label>
  );
}

/** On or off at once, without a save button. */
export function Switch({ label, hint, className, ...rest }: CheckboxProps) {
  return (
    <label
      className={clsx("flex min-h-11 items-start justify-between gap-4 py-2.5 has-disabled:text-faint", className)}
    >
      <LabelText label={label} hint={hint} />
      <input
        {...rest}
        type="checkbox"
        // biome-ignore lint/a11y/useAriaPropsForRole: a native checkbox tells its own state
        role="switch"
        className={clsx(
          "relative h-6 w-10 shrink-0 appearance-none rounded-full border border-edge bg-sunk transition-colors",
          "before:absolute before:top-0.75 before:left-0.75 before:size-4 before:rounded-full before:bg-edge",
          "before:transition-transform checked:border-ink checked:bg-ink checked:before:translate-x-4",
          "checked:before:bg-paper disabled:opacity-45",
        )}
      />
    </label>
  );
}

function LabelText({ label, hint }: { label: ReactNode; hint?: ReactNode }) {
  return (
    <span className="grid min-w-0 flex-1">
      <span>{label}</span>
      {hint && <span className="text-sm text-soft">{hint}</span>}
    </span>
  );
}
