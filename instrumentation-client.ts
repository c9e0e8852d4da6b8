// Runs before every other script of a page. Zod would try whether it may compile code, which our content policy refuses and reports.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });
