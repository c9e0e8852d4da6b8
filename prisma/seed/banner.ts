import { demoPassword, demoPeople } from "#prisma/seed/people.ts";

/** What a person needs after a start: where to look, who to be, how to stop. */
export function printBanner({ url, demo, opening }: { url: string; demo: boolean; opening: string | null }) {
  const lines = [
    "",
    `  Launchroom is open at ${url}`,
    "",
    `    room     ${url}/`,
    `    studio   ${url}/studio`,
    `    ops      ${url}/ops`,
    `    settings ${url}/settings`,
    `    API      ${url}/api/docs`,
    "",
    ...(demo
      ? [`  Demo accounts, password ${demoPassword}:`, `    ${demoPeople.map(({ email }) => email).join("   ")}`, ""]
      : []),
    ...(opening ? [openingNote(opening), ""] : []),
    "  Ctrl-C stops everything.",
    "",
  ];
  console.log(lines.join("\n"));
}

/** The link is the only way to the first owner's account, so it is said to nobody but the console. */
export function openingNote(link: string): string {
  return ["  Nobody owns this shop yet. Whoever opens this link does, once, within a day:", `    ${link}`].join("\n");
}
