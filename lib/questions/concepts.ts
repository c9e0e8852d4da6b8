/*
 * What buyers ask about, in the words they ask it with. The longest turn of phrase is read first; what stands in no list is compared as
 * it is written. In English a word stands here in its plain form: plurals and endings are taken off before it is looked up.
 */

/** Turns of phrase, which mean another thing than their words. */
export const phrases: Record<string, string[]> = {
  price: ["how much is", "how much does", "how much do", "how much are", "how much will", "how much for", "how much"],
  duration: ["how long", "how many hours", "how many days"],
  count: ["how many"],
  size: ["how big", "how large", "how tall", "how wide", "how thick", "how small"],
  weight: ["how heavy"],
  howoften: ["how often"],
  when: ["how soon", "what time", "what date", "which day", "how fast"],
  made: ["made out of", "made of", "made from", "made in"],
  stock: ["in stock", "sold out", "still available", "any left", "run out", "back in stock", "left in stock"],
  shipfee: [
    "shipping cost",
    "shipping fee",
    "delivery cost",
    "delivery fee",
    "cost of shipping",
    "free shipping",
    "shipping free",
    "shipping is free",
    "is shipping free",
    "is delivery free",
    "free delivery",
    "postage",
  ],
  water: ["water proof", "water resistant", "water resistance", "get wet", "gets wet", "in the rain"],
  return: ["send back", "send it back", "give back", "money back", "return it"],
  headphone: ["head phones", "ear phones"],
};

const concepts: Record<string, string[]> = {
  price: ["price", "cost", "pricing", "priced", "costing", "expensive"],
  ship: [
    "ship",
    "shipping",
    "shipment",
    "deliver",
    "delivery",
    "send",
    "dispatch",
    "arrive",
    "arrival",
    "mail",
    "post",
  ],
  when: ["when", "date"],
  return: ["return", "refund", "exchange", "refundable", "returnable"],
  warranty: ["warranty", "guarantee", "guaranteed", "warrantie"],
  battery: ["battery", "batterie", "batteries"],
  charge: ["charge", "charging", "charger", "recharge"],
  duration: ["last", "hold", "long"],
  colour: ["colour", "color", "colored", "coloured"],
  size: ["size", "dimension", "measurement", "big", "large", "measure"],
  weight: ["weight", "weigh", "heavy"],
  water: ["waterproof", "watertight", "rain", "rainproof", "splashproof", "wet", "water"],
  discount: ["discount", "coupon", "deal", "sale", "promo", "promotion", "cheaper"],
  made: ["material", "fabric", "made"],
  abroad: ["abroad", "overseas", "international", "internationally", "worldwide", "foreign"],
  instalment: ["installment", "instalment"],
  deposit: ["deposit", "downpayment"],
  balance: ["balance", "remainder", "rest"],
  stock: ["stock", "available", "availability", "restock", "restocked", "left"],
  cancel: ["cancel", "cancellation", "cancelled", "canceled"],
  pay: ["pay", "payment", "paying"],
  include: ["include", "included", "come", "box", "package", "bundle"],
  compatible: ["compatible", "compatibility", "work", "fit", "support", "pair", "connect"],
  wash: ["wash", "washable", "clean", "washing", "cleaning"],
  child: ["child", "kid", "children", "baby", "toddler"],
  phone: ["phone", "smartphone", "mobile", "handset"],
  repair: ["repair", "fix", "service", "spare"],
  photo: ["photo", "picture", "camera"],
  change: ["change", "switch", "swap", "modify"],
  address: ["address"],
  noise: ["noise", "loud", "noisy", "quiet", "silent", "sound"],
  colourblue: ["blue"],
  show: ["show", "demonstrate", "demo"],
  buy: ["buy", "order", "purchase", "get"],
  assemble: ["assemble", "assembly", "install", "installation"],
};

/** The same in Chinese, by the signs they are written in. */
const chinese: Record<string, string[]> = {
  price: ["多少钱", "价格", "价钱", "售价", "怎么卖", "什么价", "几钱", "多少米", "多少元", "定价", "卖多少", "贵不贵"],
  when: ["什么时候", "啥时候", "何时", "几时", "哪天", "几号", "什么时间", "多久能", "多久可以", "多久会", "多快"],
  duration: ["多长时间", "多久", "几个小时", "多少小时", "几小时", "几天", "多少天"],
  ship: ["发货", "寄出", "送到", "到货", "送货", "快递", "物流", "配送", "收到", "寄送", "发出", "交货", "出货", "寄"],
  shipfee: ["包邮", "运费", "邮费", "快递费", "免邮"],
  return: ["退货", "退款", "退换", "换货", "退掉", "能退", "可以退", "可退", "退钱", "退回", "退"],
  warranty: ["保修", "质保", "三包", "保固", "售后"],
  battery: ["续航", "电池", "电量"],
  charge: ["充电", "快充", "充满"],
  colour: ["颜色", "配色", "几种色", "什么色", "色号"],
  size: ["尺寸", "大小", "尺码", "多大", "码数", "多高", "多宽", "型号大小"],
  weight: ["重量", "多重", "几斤", "多少斤", "多少克", "重不重"],
  water: ["防水", "沾水", "下雨", "淋雨", "进水", "泡水"],
  discount: ["优惠", "折扣", "打折", "便宜", "优惠券", "活动价", "降价", "满减"],
  made: ["材质", "材料", "什么做的", "面料", "用料", "产地", "哪里产的", "哪里生产"],
  abroad: ["海外", "国外", "国际", "境外", "出口"],
  instalment: ["分期", "花呗"],
  deposit: ["定金", "订金", "押金", "预付"],
  balance: ["尾款", "余款", "剩下的钱"],
  stock: ["有货", "现货", "库存", "缺货", "卖完", "售罄", "补货", "有没有货", "还有吗", "还有没有"],
  cancel: ["取消", "撤销"],
  pay: ["付款", "支付", "付钱", "付"],
  include: ["包含", "包括", "附带", "自带", "标配", "送什么", "配什么", "盒子里", "赠品"],
  compatible: ["兼容", "支持", "适配", "能用", "可以用", "能连", "适合", "适用"],
  wash: ["清洗", "水洗", "机洗", "洗"],
  child: ["小孩", "孩子", "儿童", "宝宝", "小朋友"],
  phone: ["手机"],
  repair: ["维修", "修理", "坏了", "修"],
  photo: ["拍照", "相机", "摄像头", "照片"],
  change: ["更改", "修改", "更换", "改"],
  address: ["地址"],
  noise: ["噪音", "声音", "吵", "静音"],
  show: ["展示", "演示", "看看", "看一下"],
  buy: ["购买", "下单", "怎么买", "买"],
  assemble: ["安装", "组装", "装"],
  where: ["哪里", "哪儿", "在哪", "什么地方"],
  count: ["多少个", "几个", "几件", "多少件"],
};

/** Words that every question has, and that tell none from another. */
export const stopWords = new Set(
  `a an the this that these those it its is are was were be been being am do does did doing done can could may might will would shall should
  have has had having i you he she we they me him her us them my your his our their mine yours there here what which how
  and or but if so of in on at to for from with by as about into over after before than then too very just also only
  please pls hi hello hey thanks thank know tell want like need wonder wondering ask question anyone somebody someone
  any some all more one ones really actually now today s t re ve ll d m not no yes ok okay possible able possibly
  product item thing gadget device model`.split(/\s+/),
);

/** The same in Chinese; longer ones first where one begins another. */
export const chineseStops = new Set(
  `请问 一下 想问 问下 问一下 想知道 主播 老板 老师 大家 你们 我们 咱们 你 我 他 她 它 的 了 吗 呢 吧 啊 呀 哦 嘛 么 是 有 这 那 个 这个 那个 这款 那款
  款 产品 东西 商品 宝贝 可以 可不可以 能不能 能 会不会 会 要 想 在 和 与 或 还 还是 都 就 也 很 太 不 没 没有 有没有 是不是 什么 啥 怎么 怎样 如何 哪 哪些
  哪个 货 电 用 需要 做 做的 版 版本 吧 给 把 被 让 对 到 从 后 前 里 上 下 呗 嗯 亲 一个 一 最 大概 大约 现在 今天 如果 的话 能够 几 多少 时 种`.split(
    /\s+/,
  ),
);

/** A word's concept; undefined for one that stands for itself. */
export const conceptOf = new Map(
  Object.entries(concepts).flatMap(([concept, words]) => words.map((word) => [word, concept] as const)),
);

/** Turns of phrase in both languages with their concepts, the longest first. */
export const turns: readonly (readonly [phrase: string, concept: string])[] = [
  ...Object.entries(phrases).flatMap(([concept, all]) => all.map((phrase) => [phrase, concept] as const)),
  ...Object.entries(chinese).flatMap(([concept, all]) => all.map((phrase) => [phrase, concept] as const)),
].toSorted(([one], [other]) => other.length - one.length);
