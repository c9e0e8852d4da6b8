/** Under what a line stands whose author has no name: who has not said one yet, or was asked for another. Screens say it in their language. */
export const neutralName = "Guest";
