export type Asked = string | string[] | undefined;

/** Only a path of this site; `//elsewhere` and `/\elsewhere` are not. */
export function ownPath(asked: Asked): string | null {
  return typeof asked === "string" && /^\/(?![/\\])/u.test(asked) && !asked.startsWith("/sign-in") ? asked : null;
}

/** Where to go after signing in: what a page asked for, else home by way of the sign-in page, which knows who works where. */
export function afterSignIn({ next, from }: { next?: Asked; from?: Asked }): string {
  return ownPath(next) ?? `/sign-in?${new URLSearchParams({ from: ownPath(from) ?? "/" })}`;
}
