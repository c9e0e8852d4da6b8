/** Each language under its own name, so that whoever needs it can read it. */
export const languages = { en: "English", "zh-CN": "简体中文" };
