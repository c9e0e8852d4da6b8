/** The characters that most Chinese text consists of, with those of catalogues and shows. */
const common = new Set(
  "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经" +
    "十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形" +
    "相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展" +
    "五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战" +
    "先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白" +
    "教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且" +
    "究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值" +
    "号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严首底液官德随" +
    "款版套杯茶壶灯桌椅包袋盒笔本衣鞋帽黑蓝绿灰黄紫银木瓷陶玻璃钢棉皮礼限量预订售货仓送城店家您谢欢迎晚香肉菜米面酒食果鱼鸡",
);

/**
 * Whether a text read as GB18030 was written so. Almost any bytes can be read as GB18030, also those of other encodings: only
 * Han and their punctuation may stand in it, none alone among Latin letters, and most of them must be common.
 */
export function looksChinese(text: string): boolean {
  const foreign = /[^\p{ASCII}\p{Script=Han}\u3000-\u303f\uff00-\uffef\u2010-\u2026\u00b7\u00d7\u00b0\u00a5￥]/u;
  if (foreign.test(text) || /[A-Za-z]\p{Script=Han}(?:[A-Za-z]|$)/mu.test(text)) return false;
  const han = text.match(/\p{Script=Han}/gu) ?? [];
  return han.length > 0 && han.filter((character) => common.has(character)).length >= han.length / 2;
}
