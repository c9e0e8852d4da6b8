import { clsx } from "clsx";
import type { ComponentProps } from "react";

type IconButtonProps = Omit<ComponentProps<"button">, "aria-label"> & {
  label: string;
  /** Over a picture: white on a shade, whatever the theme. */
  onVideo?: boolean;
  small?: boolean;
};

/** A button that is only a picture; `label` is its name. 44 px wide unless small, which is for a mouse. */
export function IconButton({ label, onVideo = false, small = false, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      title={label}
      {...rest}
      aria-label={label}
      className={clsx(
        "inline-flex shrink-0 items-center justify-center rounded-full transition-colors disabled:opacity-45",
        small ? "size-8 [&_svg]:size-4" : "size-11 [&_svg]:size-5",
        onVideo
          ? "bg-video-shade text-on-video focus-on-video enabled:hover:bg-video"
          : "text-ink enabled:hover:bg-sunk aria-pressed:bg-ink aria-pressed:text-paper",
        className,
      )}
    />
  );
}
