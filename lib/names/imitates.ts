import { foldName, foldWords } from "#lib/names/fold-name.ts";

/** Words by which a shop's people are known, alone or as a word of a longer name. */
const officeWords = [
  ...[
    "host",
    "hosts",
    "presenter",
    "official",
    "officially",
    "admin",
    "admins",
    "administrator",
    "mod",
    "mods",
    "moderator",
    "moderators",
  ],
  ...["staff", "support", "helpdesk", "customerservice", "customercare", "seller", "shopowner", "system", "sysadmin"],
].map(foldName);
/** Of those, what is refused inside a longer word, too. */
const longWords = ["official", "administrator", "moderator", "customerservice", "customercare", "helpdesk"].map(
  foldName,
);
const hanWords = [
  ...[
    "客服",
    "官方",
    "主播",
    "主持人",
    "管理员",
    "管理員",
    "版主",
    "房管",
    "店主",
    "店长",
    "店長",
    "工作人员",
    "工作人員",
  ],
  ...["运营", "運營", "系统消息", "系統消息", "超管", "场控", "場控"],
].map(foldName);

/** From so many letters on a name of the staff is refused inside another one; Han needs fewer. */
const tellingLetters = 8;
const tellingHan = 3;

/** Whether a name could be taken for one of these, folded names of the shop and its people, or for a word of office. */
export function imitates(name: string, staff: ReadonlySet<string>): boolean {
  const whole = foldName(name);
  const bare = foldName(name.normalize("NFKC").replace(/^[^\p{L}]+|[^\p{L}]+$/gu, ""));
  if (staff.has(whole) || staff.has(bare) || [...staff].some((one) => isTelling(one) && whole.includes(one)))
    return true;
  const words = [...foldWords(name), whole, bare];
  if (words.some((word) => officeWords.includes(word))) return true;
  return longWords.some((word) => whole.includes(word)) || hanWords.some((word) => whole.includes(word));
}

function isTelling(folded: string): boolean {
  const { length } = [...folded];
  return length >= tellingLetters || (length >= tellingHan && /^\p{sc=Han}+$/u.test(folded));
}
