/** Loads the player's controls, in the page's language, and turns their plain tags into live elements. */
export async function defineControls(language: string): Promise<void> {
  const [{ setLanguage }] = await Promise.all([
    import("media-chrome/dist/utils/i18n.js"),
    language.startsWith("zh") ? import("media-chrome/dist/lang/zh-CN.js") : undefined,
  ]);
  setLanguage(language);
  await Promise.all([
    import("media-chrome/dist/media-controller.js"),
    import("media-chrome/dist/media-control-bar.js"),
    import("media-chrome/dist/media-play-button.js"),
    import("media-chrome/dist/media-mute-button.js"),
    import("media-chrome/dist/media-volume-range.js"),
    import("media-chrome/dist/media-live-button.js"),
    import("media-chrome/dist/media-pip-button.js"),
    import("media-chrome/dist/media-fullscreen-button.js"),
  ]);
}
