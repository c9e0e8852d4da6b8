"use client";

import { useRouter } from "next/navigation";
import type { ComponentProps, MouseEvent } from "react";

type PageLinkProps = Omit<ComponentProps<"a">, "href"> & { href: string };

/**
 * A link to a page of ours that fetches nothing ahead. Next's own knows more ways to fetch than a room needs, for three kilobytes;
 * before its script is here this is an ordinary link.
 */
export function PageLink({ href, onClick, ...rest }: PageLinkProps) {
  const router = useRouter();
  const go = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    if (event.defaultPrevented || opensElsewhere(event)) return;
    event.preventDefault();
    router.push(href);
  };
  return <a {...rest} href={href} onClick={go} />;
}

/** In a new tab or window, or as a file: the browser's own matter. */
function opensElsewhere({ button, metaKey, ctrlKey, shiftKey, altKey, currentTarget }: MouseEvent<HTMLAnchorElement>) {
  return button !== 0 || metaKey || ctrlKey || shiftKey || altKey || currentTarget.target === "_blank";
}
