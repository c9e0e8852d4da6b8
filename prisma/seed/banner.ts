import { demoPassword, demoPeople } from "#prisma/seed/people.ts";

/** What a person needs after a start: where to look, who to be, how to stop. */
export function printBanner({ url, demo }: { url: string; demo: boolean }) {
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
    "  Ctrl-C stops everything.",
    "",
  ];
  console.log(lines.join("\n"));
}
