import { clsx } from "clsx";

type ProductImageProps = {
  src: string | null;
  name: string;
  /** What it shows, where nothing beside it says so. */
  alt?: string;
  className?: string;
  eager?: boolean;
};

/** The drawing of a product on its plinth; its first letter while the maker has sent none. */
export function ProductImage({ src, name, alt = "", className, eager = false }: ProductImageProps) {
  return (
    <span className={clsx("grid shrink-0 place-items-center overflow-hidden bg-sunk", className)}>
      {src ? (
        // biome-ignore lint/performance/noImgElement: images are served as they are
        <img
          src={src}
          alt={alt}
          decoding="async"
          loading={eager ? "eager" : "lazy"}
          fetchPriority={eager ? "high" : undefined}
          className="size-full object-cover"
        />
      ) : (
        <span aria-hidden className="headline text-4xl text-faint">
          {[...name][0]}
        </span>
      )}
    </span>
  );
}
