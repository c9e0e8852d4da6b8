import { readFileSync } from "node:fs";

export type Step = { verb: string; text: string };
export type Stage = { name: string; steps: Step[] };

/** What a Dockerfile does, stage by stage. Knows as much of the language as ours uses. */
export function readDockerfile(path: string): Stage[] {
  const lines = readFileSync(path, "utf8").replaceAll("\\\n", " ").split("\n");
  const stages: Stage[] = [];
  for (const line of lines.filter((each) => each.trim() && !each.startsWith("#"))) {
    const [, verb = "", text = ""] = /^(\S+)\s+(.*)$/.exec(line.trim()) ?? [];
    if (verb === "FROM") stages.push({ name: / AS (\S+)$/i.exec(text)?.[1] ?? "", steps: [] });
    stages.at(-1)?.steps.push({ verb, text });
  }
  return stages;
}

/** True for what the context leaves out, by the lines of a .dockerignore: names of the root, and endings with a star. */
export function readIgnored(path: string): (name: string) => boolean {
  const lines = readFileSync(path, "utf8").split("\n").filter(Boolean);
  const endings = lines.filter((line) => line.startsWith("*")).map((line) => line.slice(1));
  const names = lines.filter((line) => !line.startsWith("*"));
  return (name) =>
    endings.some((ending) => name.endsWith(ending)) ||
    names.some((line) => name === line || name.startsWith(`${line}/`));
}
