import { clsx } from "clsx";

type AvatarProps = { name: string; src?: string; size?: "sm" | "md" | "lg" };

/** A face when there is one, else initials (Latin) or the last character (Chinese given names end there). */
export function Avatar({ name, src, size = "md" }: AvatarProps) {
  return (
    <span
      className={clsx(
        "inline-flex shrink-0 select-none items-center justify-center overflow-hidden rounded-full bg-sunk font-medium",
        sizes[size],
      )}
    >
      {src ? (
        // biome-ignore lint/performance/noImgElement: images are served as they are
        <img src={src} alt="" className="size-full object-cover" />
      ) : (
        <span aria-hidden>{initialsOf(name)}</span>
      )}
    </span>
  );
}

function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/u);
  if (/\p{Script=Han}/u.test(name)) return [...name.trim()].at(-1) ?? "";
  const letters = [words.at(0), words.length > 1 ? words.at(-1) : ""].map((word) => [...(word ?? "")][0] ?? "");
  return letters.join("").toUpperCase();
}

const sizes = { sm: "size-6 text-2xs", md: "size-9 text-sm", lg: "size-14 text-lg" };
