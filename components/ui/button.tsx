import { clsx } from "clsx";
import type { ComponentProps } from "react";

export type ButtonLook = "ink" | "signal" | "line" | "plain" | "danger";
type ButtonSize = "sm" | "md" | "lg";

type ButtonProps = ComponentProps<"button"> & {
  look?: ButtonLook;
  size?: ButtonSize;
  wide?: boolean;
  /** Work under way: the press is refused, the label stays, a line runs along the lower edge. */
  busy?: boolean;
};

export function Button({ look, size, wide, busy = false, disabled, className, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      data-look={look}
      className={clsx(buttonClass({ look, size, wide }), className)}
    >
      {children}
      {busy && (
        <span aria-hidden className="absolute inset-x-0 bottom-0 h-0.5 overflow-hidden">
          <span className="block h-full w-1/3 animate-sweep bg-current" />
        </span>
      )}
    </button>
  );
}

/** The same look for a link. `signal` is for the one act that goes on air or buys; everything else is ink or line. */
export function buttonClass({
  look = "ink",
  size = "md",
  wide = false,
}: {
  look?: ButtonLook;
  size?: ButtonSize;
  wide?: boolean;
} = {}): string {
  return clsx(
    "relative inline-flex shrink-0 select-none items-center justify-center gap-2 overflow-hidden whitespace-nowrap",
    "rounded-sm font-medium transition-colors duration-150 disabled:opacity-45 aria-busy:opacity-100",
    sizes[size],
    looks[look],
    wide && "w-full",
  );
}

const sizes = {
  sm: "min-h-8 px-3 text-sm",
  md: "min-h-11 px-5 text-base",
  lg: "min-h-14 px-7 text-lg",
} satisfies Record<ButtonSize, string>;

const looks = {
  ink: "bg-ink text-paper enabled:hover:bg-soft enabled:active:bg-soft [a&]:hover:bg-soft",
  signal: "bg-signal text-on-signal enabled:hover:bg-signal-press [a&]:hover:bg-signal-press",
  line: "border border-edge text-ink enabled:hover:border-ink enabled:hover:bg-sunk [a&]:hover:border-ink",
  plain: "text-ink enabled:hover:bg-sunk [a&]:hover:bg-sunk",
  danger: "border border-danger text-danger enabled:hover:bg-danger-wash [a&]:hover:bg-danger-wash",
} satisfies Record<ButtonLook, string>;
