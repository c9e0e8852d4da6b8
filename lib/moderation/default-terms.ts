import type { Term } from "./match-terms.ts";

/*
 * What waits in every shop until it permits it: coarse insults, sexual offers, and what leads buyers away to pay somebody else.
 * Our own words; a shop adds its own, and takes one of these out by permitting it.
 */
const english =
  "fuck* fvck* phuck* *fucker *fucking motherf* shit shits shitty shithead bullshit bitch bitches asshole assholes arsehole dickhead cunt cunts wanker bastard bastards slut sluts whore whores " +
  "retard retards nigger* nigga faggot* kike spic tranny kys porn porno nudes onlyfans blowjob camgirl camgirls escorts";
const englishPhrases = [
  ...[
    "kill yourself",
    "go die",
    "hope you die",
    "fuck off",
    "suck my",
    "send nudes",
    "piece of shit",
    "fck",
    "fck you",
    "stfu",
    "gtfo",
  ],
  ...[
    "whatsapp me",
    "whats app me",
    "telegram me",
    "dm me for",
    "text me on",
    "add my telegram",
    "add my whatsapp",
    "on my telegram",
    "my whatsapp is",
  ],
  ...[
    "jia wei xin",
    "buy followers",
    "free followers",
    "free bitcoin",
    "double your",
    "send btc",
    "crypto giveaway",
    "free iphone",
    "free giftcard",
    "free gift card",
  ],
  ...[
    "cheaper at my",
    "cheaper on my",
    "buy from me",
    "buy it from me",
    "earn from home",
    "make money fast",
    "click my profile",
    "check my bio",
  ],
];
const chinese =
  "傻逼 傻比 傻b 煞笔 沙比 傻叉 傻屌 他妈的 你妈逼 尼玛 操你妈 草泥马 艹你 日你妈 去死 死全家 全家死 滚蛋 贱人 贱货 婊子 王八蛋 畜生 脑残 智障 狗东西 狗日 垃圾主播 死骗子 " +
  "shabi nmsl cnm wcnm tmd " +
  "加微信 加我微信 加v信 加威信 加薇信 加vx 加wx 微信号 私信我买 私我便宜 加qq 加扣扣 加q群 扫码进群 进群领 威信号 vx号 jiaweixin " +
  "刷单 兼职日结 日赚 躺赚 低价代购 内部渠道 高仿 原单 一比一复刻 返现群 免费领手机 博彩 赌场 六合彩 裸聊 约炮 援交 色情 成人视频";

const asTerms = (terms: readonly string[]): Term[] => terms.map((term) => ({ term, kind: "held" }));

/** Words in which one of these stands by chance. */
const innocent = ["体操", "原单位", "原单价", "日赚到", "去死海", "去死角"];

export const defaultTerms: readonly Term[] = [
  ...asTerms([...english.split(" "), ...englishPhrases, ...chinese.split(" ")]),
  ...innocent.map((term): Term => ({ term, kind: "permitted" })),
];
