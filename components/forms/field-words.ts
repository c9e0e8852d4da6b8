/** The three words of a field, which every form's page of words keeps under the same names. */
export function fieldWords<Name extends string>(say: (key: Name | `wrong.${Name}`) => string, name: Name) {
  return { name, label: say(name), wrong: say(`wrong.${name}`) };
}

/** The same with the line below the control. */
export function hintedWords<Name extends string>(
  say: (key: Name | `${Name}Hint` | `wrong.${Name}`) => string,
  name: Name,
) {
  return { ...fieldWords(say, name), hint: say(`${name}Hint`) };
}
